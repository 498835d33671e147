package io.rolemap.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.testkit.Generated;
import io.rolemap.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetFilesTest {

    private static final String MARKUP = "\"'\\,;:#-?!&*|>%@`{}[]=~<> \t\r\n\u0085\u2028\u2029\ufeff\u00a0\u202ex01.eé";

    @ParameterizedTest
    @EnumSource
    void every_odd_group_comes_back_from_a_file_as_it_was(FileFormat format) throws IOException {
        List<Entry> entries = numbered(OddGroups.ALL);

        assertThat(read(format, written(format, entries))).isEqualTo(pairs(entries));
    }

    @ParameterizedTest
    @EnumSource
    void any_set_comes_back_as_it_was_and_gives_the_same_bytes_again(FileFormat format) {
        Generated.cases(60, random -> {
            List<Entry> entries = numbered(groups(random));
            byte[] first = written(format, entries);
            List<Entry> shuffled = new ArrayList<>(entries);
            Collections.reverse(shuffled);

            assertThat(read(format, first)).isEqualTo(pairs(entries));
            assertThat(written(format, shuffled)).isEqualTo(first);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_set_without_mappings_has_a_file_too(FileFormat format) throws IOException {
        assertThat(read(format, written(format, List.of()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void entries_are_sorted_by_code_points(FileFormat format) throws IOException {
        List<Entry> entries = numbered(List.of("\ud83d\ude00", "b", "\uff21", "a", "B"));

        assertThat(SetReader.read(new ByteArrayInputStream(written(format, entries)), format, read -> {}))
                .extracting(Entry::group)
                .containsExactly("B", "a", "b", "\uff21", "\ud83d\ude00");
    }

    @Test
    void a_file_of_each_format_looks_as_documented() {
        List<Entry> entries = List.of(new Entry("b\u202e\n", "-5", 0), new Entry("CN=A,DC=\"x\"", "2227", 0));

        assertThat(text(written(FileFormat.YAML, entries)))
                .isEqualTo("group_role_mappings:\n"
                        + "  - external_group: \"CN=A,DC=\\\"x\\\"\"\n    role_id: \"2227\"\n"
                        + "  - external_group: \"b\\u202e\\n\"\n    role_id: \"-5\"\n");
        assertThat(text(written(FileFormat.JSON, entries)))
                .isEqualTo("{\n  \"group_role_mappings\": [\n"
                        + "    {\"external_group\": \"CN=A,DC=\\\"x\\\"\", \"role_id\": \"2227\"},\n"
                        + "    {\"external_group\": \"b\\u202e\\n\", \"role_id\": \"-5\"}\n  ]\n}\n");
        assertThat(text(written(FileFormat.CSV, entries)))
                .isEqualTo("external_group,role_id\n\"CN=A,DC=\"\"x\"\"\",2227\n\"b\u202e\n\",-5\n");
    }

    @Test
    void a_role_may_be_a_number_and_keeps_every_digit() {
        assertThat(read(
                        FileFormat.JSON,
                        "{\"group_role_mappings\":[{\"role_id\":9007199254740993,\"external_group\":\"a\"}]}"))
                .containsEntry("a", "9007199254740993");
        assertThat(read(FileFormat.YAML, "group_role_mappings:\n- {external_group: a, role_id: 9007199254740993}\n"))
                .containsEntry("a", "9007199254740993");
        assertThat(read(
                        FileFormat.YAML,
                        "group_role_mappings:\n- {external_group: a, role_id: '-9223372036854775808'}\n"))
                .containsEntry("a", "-9223372036854775808");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e3", "true", "null", "\"+5\"", "\"02\"", "\" 5\"", "\"\"", "9223372036854775808"})
    void any_other_role_is_refused(String role) {
        assertThat(mistakes(
                        FileFormat.JSON,
                        "{\"group_role_mappings\":[\n{\"external_group\":\"a\",\"role_id\":" + role + "}]}"))
                .singleElement()
                .asString()
                .startsWith("line 2: role_id must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1F", "0o7", "007", "+5", "1_000", "~", "1.0", "yes", ""})
    void a_role_that_two_readers_of_yaml_could_take_for_two_numbers_is_refused(String role) {
        assertThat(mistakes(FileFormat.YAML, "group_role_mappings:\n- external_group: a\n  role_id: " + role + "\n"))
                .singleElement()
                .asString()
                .startsWith("line 3: role_id must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "true", "null", "~", "1.5", "0x1F"})
    void a_group_that_yaml_takes_for_something_else_wants_quotes(String group) {
        assertThat(mistakes(FileFormat.YAML, "group_role_mappings:\n- external_group: " + group + "\n  role_id: 1\n"))
                .containsExactly("line 2: external_group must be a string; write it in double quotes");
    }

    @Test
    void every_mistake_is_named_with_its_line() {
        assertThat(mistakes(FileFormat.CSV, "external_group,role_id\na,1\n\nb,x\n\"a\",2\nc\n\"\",3\na,4\n"))
                .containsExactly(
                        "line 4: role_id must be an integer in canonical decimal form, such as \"2227\"",
                        "line 5: external_group repeats the group of line 2",
                        "line 6: has 1 fields instead of two; a comma in a group wants it in double quotes",
                        "line 7: external_group must not be empty",
                        "line 8: external_group repeats the group of line 2");
    }

    @Test
    void mistakes_before_the_one_that_ends_the_search_are_named_too() {
        assertThat(
                        mistakes(
                                FileFormat.JSON,
                                "{\"group_role_mappings\":[\n{\"external_group\":\"\",\"role_id\":1},\n{\"external_group\":}]}"))
                .containsExactly("line 2: external_group must not be empty", "line 3: is not valid JSON");
        assertThat(mistakes(
                        FileFormat.YAML,
                        "group_role_mappings:\n- {external_group: a, role_id: x}\n- {external_group: b, rol: 1}\n"))
                .containsExactly(
                        "line 2: role_id must be an integer in canonical decimal form, such as \"2227\"",
                        "line 3: must be external_group or role_id; an entry has no other member");
        assertThat(mistakes(FileFormat.CSV, "external_group,role_id\n\"\",1\n" + "g,1\n".repeat(SetReader.MAX_ENTRIES)))
                .hasSizeGreaterThan(2)
                .startsWith("line 2: external_group must not be empty")
                .endsWith("line 10002: is the entry after the 10000 that a set may have");
    }

    @Test
    void lines_inside_of_quotes_are_counted() {
        assertThat(mistakes(FileFormat.CSV, "external_group,role_id\n\"a\nb\nc\",1\nd,x\n"))
                .singleElement()
                .asString()
                .startsWith("line 5: ");
    }

    @Test
    void a_repeated_group_is_one_whatever_its_spelling_in_the_file() {
        assertThat(mistakes(
                        FileFormat.JSON,
                        "{\"group_role_mappings\":[\n{\"external_group\":\"a\",\"role_id\":1},\n"
                                + "{\"external_group\":\"\\u0061\",\"role_id\":1}]}"))
                .containsExactly("line 3: external_group repeats the group of line 2");
    }

    @ParameterizedTest
    @EnumSource
    void bytes_that_are_not_utf_8_are_refused_with_their_line(FileFormat format) {
        byte[] file = written(format, numbered(List.of("a", "b", "c?")));
        String before = text(file).substring(0, text(file).indexOf('?'));
        file[before.length()] = (byte) 0xff;

        assertThatThrownBy(() -> SetReader.read(new ByteArrayInputStream(file), format, read -> {}))
                .isInstanceOfSatisfying(
                        BadFile.class,
                        bad -> assertThat(bad.mistakes())
                                .containsExactly("line " + before.lines().count() + ": is not valid UTF-8"));
    }

    @ParameterizedTest
    @EnumSource(names = {"YAML", "JSON"})
    void half_of_a_surrogate_pair_is_refused_with_its_line(FileFormat format) {
        assertThat(mistakes(format, "{\"group_role_mappings\": [\n{\"external_group\": \"\\ud800\", \"role_id\": 1}]}"))
                .containsExactly("line 2: external_group must not contain an unpaired surrogate");
    }

    @ParameterizedTest
    @EnumSource
    void a_byte_order_mark_before_everything_is_no_part_of_it(FileFormat format) {
        List<Entry> entries = numbered(List.of("\ufeffa"));

        assertThat(read(format, "\ufeff" + text(written(format, entries)))).isEqualTo(pairs(entries));
    }

    @ParameterizedTest
    @EnumSource
    void an_empty_file_is_no_empty_set(FileFormat format) {
        assertThat(mistakes(format, ""))
                .singleElement()
                .asString()
                .startsWith("it is empty; to remove every mapping, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"group_role_mappings\":[{\"external_group\":\"a\",\"external_group\":\"b\",\"role_id\":1}]}",
                "{\"group_role_mappings\":[],\"group_role_mappings\":[]}",
                "{\"group_role_mappings\":[{\"external_group\":\"a\",\"role_id\":1,\"role\":2}]}",
                "{\"group_role_mappings\":[],\"x\":1}",
                "{\"group_role_mappings\":null}",
                "{\"group_role_mappings\":[[]]}",
                "{\"group_role_mappings\":[{\"external_group\":{},\"role_id\":1}]}",
                "[]",
                "{}",
                "{\"group_role_mappings\":[{\"external_group\":\"a\",\"role_id\":1}"
            })
    void a_file_of_another_shape_is_refused(String file) {
        assertThat(mistakes(FileFormat.JSON, file)).isNotEmpty();
        assertThat(mistakes(FileFormat.YAML, file)).isNotEmpty();
    }

    @Test
    void nothing_may_follow() {
        assertThat(mistakes(FileFormat.JSON, "{\"group_role_mappings\":[]}\n{}"))
                .containsExactly("line 2: must be the end");
        assertThat(mistakes(FileFormat.YAML, "group_role_mappings: []\n---\nx: 1\n"))
                .containsExactly("line 2: begins a second document; one is all there may be");
    }

    @Test
    void aliases_and_foreign_tags_of_yaml_are_refused() {
        assertThat(mistakes(FileFormat.YAML, "group_role_mappings:\n- &a {external_group: a, role_id: 1}\n- *a\n"))
                .containsExactly("line 3: has an alias (*a); write out what it stands for");
        assertThat(mistakes(FileFormat.YAML, "group_role_mappings:\n- *\u202ea\n"))
                .containsExactly("line 2: has an alias (*\\u202ea); write out what it stands for");
        assertThat(mistakes(FileFormat.YAML, "group_role_mappings:\n- {external_group: !!binary YQ==, role_id: 1}\n"))
                .containsExactly("line 2: has a tag that means nothing here; remove it");
        assertThat(mistakes(
                        FileFormat.YAML, "group_role_mappings: !java.lang.Object\n- {external_group: a, role_id: 1}\n"))
                .containsExactly("line 1: has a tag that means nothing here; remove it");
    }

    @Test
    void yaml_as_people_write_it_is_understood() {
        assertThat(read(
                        FileFormat.YAML,
                        "# who may what\n---\ngroup_role_mappings:\n\n- role_id: 7 # ops\n  external_group: 'it''s'\n"
                                + "-   external_group: |-\n      two\n      lines\n    role_id: '8'\n"
                                + "- {external_group: plain text, role_id: 9}\n...\n"))
                .isEqualTo(Map.of("it's", "7", "two\nlines", "8", "plain text", "9"));
    }

    @Test
    void a_set_has_at_most_ten_thousand_entries() {
        StringBuilder file = new StringBuilder("external_group,role_id\n");
        for (int i = 0; i < SetReader.MAX_ENTRIES; i++) {
            file.append('g').append(i).append(",1\n");
        }

        assertThat(read(FileFormat.CSV, file.toString())).hasSize(SetReader.MAX_ENTRIES);
        assertThat(mistakes(FileFormat.CSV, file.append("one,1\n").toString()))
                .containsExactly("line 10002: is the entry after the 10000 that a set may have");
    }

    @Test
    void a_file_ends_at_its_limit() {
        assertThatThrownBy(() ->
                        new StrictUtf8Reader(new ByteArrayInputStream(new byte[11]), 10, read -> {}).read(new char[20]))
                .isInstanceOf(BadFile.class);
    }

    private static List<String> groups(RandomGenerator random) {
        List<String> groups = new ArrayList<>();
        for (int count = random.nextInt(40); count > 0; count--) {
            String group = switch (random.nextInt(4)) {
                case 0 -> Samples.randomGroup(random, random.nextInt(1, 60));
                case 1 -> Generated.text(random, random.nextInt(1, 12));
                default -> Generated.from(random, MARKUP, 1, 8);
            };
            if (!groups.contains(group)) {
                groups.add(group);
            }
        }
        return groups;
    }

    private static List<Entry> numbered(List<String> groups) {
        List<Entry> entries = new ArrayList<>();
        for (String group : groups) {
            entries.add(new Entry(group, Long.toString(Long.MAX_VALUE - entries.size()), 0));
        }
        return entries;
    }

    private static Map<String, String> pairs(List<Entry> entries) {
        Map<String, String> pairs = new LinkedHashMap<>();
        entries.forEach(entry -> pairs.put(entry.group(), entry.role()));
        return pairs;
    }

    private static byte[] written(FileFormat format, List<Entry> entries) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            SetWriter.write(entries, format, bytes);
            return bytes.toByteArray();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    private static Map<String, String> read(FileFormat format, String file) {
        return read(format, file.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> read(FileFormat format, byte[] file) {
        try {
            return pairs(SetReader.read(new ByteArrayInputStream(file), format, read -> {}));
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }

    private static List<String> mistakes(FileFormat format, String file) {
        try {
            read(format, file);
            return List.of();
        } catch (BadFile bad) {
            return bad.mistakes();
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
