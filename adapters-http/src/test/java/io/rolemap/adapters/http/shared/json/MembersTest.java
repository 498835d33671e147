package io.rolemap.adapters.http.shared.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rolemap.adapters.http.shared.json.InvalidBodyException.Violation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MembersTest {

    private static final int MOST = 10_000;

    @Test
    void objects_of_an_array_are_read_in_order() throws Exception {
        Members members = members("{\"all\":[{\"a\":\"x\",\"b\":1},{\"b\":2,\"a\":\"y\",\"c\":null}]}");

        List<String> read = read(members);
        members.check();

        assertThat(read).containsExactly("x1", "y2");
    }

    @Test
    void whatever_is_wrong_with_any_object_is_told_with_its_place() throws Exception {
        Members members =
                members("{\"all\":[{\"a\":\"x\",\"b\":1},{\"a\":5},7,{\"a\":\"y\",\"b\":true},{\"a\":\"x\",\"b\":1}]}");

        read(members);

        assertThat(violations(members))
                .containsExactly(
                        new Violation("/all/1/a", "must be a string"),
                        new Violation("/all/1/b", "is required"),
                        new Violation("/all/2", "must be a JSON object"),
                        new Violation("/all/3/b", "must be an integer"),
                        new Violation("/all/4/a", "repeats that of /all/0"));
    }

    @Test
    void an_array_that_is_missing_none_or_too_long_is_told() throws Exception {
        Map<String, Violation> expected = Map.of(
                "{}",
                new Violation("/all", "is required"),
                "{\"all\":{}}",
                new Violation("/all", "must be an array"),
                "{\"all\":null}",
                new Violation("/all", "must be an array"),
                "{\"all\":[" + "0,".repeat(MOST) + "0]}",
                new Violation("/all", "must not have more than 10000 items"));
        for (var entry : expected.entrySet()) {
            Members members = members(entry.getKey());

            assertThat(read(members)).isEmpty();
            assertThat(violations(members)).containsExactly(entry.getValue());
        }
    }

    @Test
    void all_of_as_many_objects_as_there_may_be_can_be_wrong() throws Exception {
        Members members = members("{\"all\":[" + "{},".repeat(MOST - 1) + "{}]}");

        read(members);

        assertThat(violations(members)).hasSize(2 * MOST).last().isEqualTo(new Violation("/all/9999/b", "is required"));
    }

    @Test
    void ten_thousand_long_entries_are_read_in_a_moment() throws Exception {
        String text = IntStream.range(0, MOST)
                .mapToObj(i -> "{\"a\":\"" + "\uD83D\uDE00".repeat(1_019) + (10_000 + i) + "\",\"b\":" + i + "}")
                .collect(Collectors.joining(",", "{\"all\":[", "]}"));
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(utf8.length).isBetween(40_000_000, 48 * 1024 * 1024);
        long start = System.nanoTime();

        Members members = Members.of(StrictJson.parse(new ByteArrayInputStream(utf8)));
        List<String> read = read(members);
        members.check();

        assertThat(read).hasSize(MOST);
        // Takes some hundred milliseconds; quadratic work would take minutes.
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void a_member_that_can_be_cleared_is_missing_null_or_there() throws Exception {
        assertThat(members("{}").clearable("a", Values::string)).isEmpty();
        assertThat(members("{\"a\":null}").clearable("a", Values::string)).contains(Optional.empty());
        assertThat(members("{\"a\":\"x\"}").clearable("a", Values::string)).contains(Optional.of("x"));
        Members wrong = members("{\"a\":5}");
        assertThat(wrong.clearable("a", Values::string)).isEmpty();
        assertThat(violations(wrong)).containsExactly(new Violation("/a", "must be a string"));
    }

    @Test
    void a_required_member_may_be_null_where_that_means_something() throws Exception {
        Members missing = members("{}");
        assertThat(missing.requiredNullable("a", Values::string)).isEmpty();
        assertThat(violations(missing)).containsExactly(new Violation("/a", "is required"));
        assertThat(members("{\"a\":null}").requiredNullable("a", Values::string))
                .contains(Optional.empty());
        assertThat(members("{\"a\":\"x\"}").requiredNullable("a", Values::string))
                .contains(Optional.of("x"));
    }

    @Test
    void there_is_an_end_of_values() throws Exception {
        String most = "[" + "0,".repeat(StrictJson.MAX_VALUES - 2) + "0]";
        String tooMany = "[" + "0,".repeat(StrictJson.MAX_VALUES - 1) + "0]";

        assertThat(StrictJson.parse(bytes(most))).isNotNull();
        assertThat(StrictJson.parse(new ByteArrayInputStream(bytes(most)))).isNotNull();
        assertThatThrownBy(() -> StrictJson.parse(bytes(tooMany)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(
                        "The body has more than 250000 JSON values; send fewer people, groups or mappings at once.");
    }

    @Test
    void there_is_an_end_of_strings_names_and_numbers() throws Exception {
        String most = "1".repeat(StrictJson.MAX_LENGTH);
        for (String form : List.of("\"%s\"", "{\"%s\":1}", "%s", "{\"a\":[{\"b\":\"%s\"}]}")) {
            byte[] longest = bytes(String.format(form, most));
            byte[] tooLong = bytes(String.format(form, most + "1"));

            assertThat(StrictJson.parse(longest)).isNotNull();
            assertThat(StrictJson.parse(new ByteArrayInputStream(longest))).isNotNull();
            assertThatThrownBy(() -> StrictJson.parse(tooLong)).hasMessageContaining("longer than 1048576 characters");
            assertThatThrownBy(() -> StrictJson.parse(new ByteArrayInputStream(tooLong)))
                    .isInstanceOf(MalformedJsonException.class)
                    .hasMessageContaining("longer than 1048576 characters");
        }
    }

    @Test
    void a_long_text_is_read_as_strictly_as_a_short_one() {
        byte[][] texts = {
            bytes(""),
            bytes(" "),
            bytes("\uFEFF{}"),
            bytes("{}{}"),
            bytes("{\"a\":1,\"a\":2}"),
            bytes("[".repeat(33) + "]".repeat(33)),
            bytes("[1,"),
            bytes("'a'"),
            {'"', (byte) 0xff, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            {'"', 'a', '"', (byte) 0xc3},
        };
        for (byte[] text : texts) {
            var asShort = catchThrowableOfType(MalformedJsonException.class, () -> StrictJson.parse(text));
            var asLong = catchThrowableOfType(
                    MalformedJsonException.class, () -> StrictJson.parse(new ByteArrayInputStream(text)));

            assertThat(asLong.reason()).isEqualTo(asShort.reason());
        }
    }

    private static List<String> read(Members members) {
        Map<String, String> first = new HashMap<>();
        return members.requiredObjects("all", MOST, entry -> {
            var a = entry.required("a", Values::string);
            var b = entry.required("b", Values::integer);
            a.map(value -> first.putIfAbsent(value, entry.pointer()))
                    .ifPresent(earlier -> entry.refuse("a", "repeats that of " + earlier));
            return a.flatMap(text -> b.map(number -> text + number));
        });
    }

    private static List<Violation> violations(Members members) {
        return new ArrayList<>(
                catchThrowableOfType(InvalidBodyException.class, members::check).violations());
    }

    private static Members members(String json) throws MalformedJsonException {
        return Members.of(StrictJson.parse(bytes(json)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
