package io.rolemap.domain.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.testkit.Generated;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinguishedNameTest {

    private static final int CASES = 5_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CN=Ops,DC=acme                | cn=Ops,dc=acme
            ` CN = Ops , DC = acme `      | cn=Ops,dc=acme
            CN=Ops;DC=acme                | cn=Ops,dc=acme
            OID.2.5.4.3=Ops               | 2.5.4.3=Ops
            CN=                           | cn=
            CN=,DC=acme                   | cn=,dc=acme
            CN=Ops\\, EMEA                | cn=Ops\\, EMEA
            CN=Ops\\2c EMEA               | cn=Ops\\, EMEA
            CN="Ops, EMEA"                | cn=Ops\\, EMEA
            CN="a\\"b"                    | cn=a\\"b
            CN="a;b+c<d>"                 | cn=a\\;b\\+c\\<d\\>
            CN=a=b                        | cn=a\\=b
            CN=\\#1                       | cn=\\#1
            CN=a#1                        | cn=a#1
            CN=#04024869                  | cn=#04024869
            CN=#04024ABC                  | cn=#04024abc
            CN=a\\                        | `cn=a\\ `
            CN=a\\20                      | `cn=a\\ `
            CN=\\20\\20a                  | `cn=\\  a`
            CN=\\20                       | `cn=\\ `
            CN=a  b                       | cn=a  b
            CN=M\\C3\\BCller              | cn=Müller
            CN=\\F0\\9F\\8F\\A2           | cn=🏢
            CN=b+OU=a                     | cn=b+ou=a
            OU=a + CN=b                   | cn=b+ou=a
            CN=back\\\\slash              | cn=back\\\\slash
            """)
    void a_name_has_one_way_to_be_written(String text, String canonical) {
        assertThat(DistinguishedName.canonical(text.equals("CN=a\\") ? "CN=a\\ " : text))
                .hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "=Ops",
                "Ops",
                "Domain Admins",
                "9f1c2b7e-4f1d-4c3a-9d25-6f0e8f5a7b11",
                "/acme/admins",
                "https://idp.example/groups?id=7",
                "CN=Ops,",
                ",CN=Ops",
                "CN=Ops,,DC=acme",
                "CN=Ops,EMEA",
                "CN=Ops+",
                "CN Ops=x",
                "CN_x=Ops",
                "-x=Ops",
                ".1=Ops",
                "Größe=Ops",
                "CN=a\"b",
                "CN=a<b",
                "CN=a>b",
                "CN=\"Ops",
                "CN=\"Ops\"x",
                "CN=Ops\\",
                "CN=Ops\\z",
                "CN=Ops\\1",
                "CN=Ops\\1z",
                "CN=Ops\\\uFF11\uFF12",
                "CN=#",
                "CN=#0",
                "CN=#0\uFF14",
                "CN=#04zz",
                "CN=#04 b",
                "CN=\\C3",
                "CN=\\C3x",
                "CN=\\FF",
                "CN=\\ED\\A0\\80",
                "CN\u00A0=Ops"
            })
    void anything_else_is_no_name(String text) {
        assertThat(DistinguishedName.canonical(text)).isEmpty();
    }

    @Test
    void the_canonical_form_is_a_name_and_its_own_canonical_form() {
        Generated.cases(CASES, random -> {
            String canonical = DistinguishedName.canonical(name(random)).orElseThrow();

            assertThat(DistinguishedName.canonical(canonical)).hasValue(canonical);
        });
    }

    @Test
    void the_way_it_is_written_makes_no_difference() {
        Generated.cases(CASES, random -> {
            List<List<Part>> name = parts(random);

            assertThat(DistinguishedName.canonical(written(random, name)))
                    .isPresent()
                    .isEqualTo(DistinguishedName.canonical(written(random, name)));
        });
    }

    @Test
    void values_keep_what_directories_may_tell_apart() {
        assertThat(DistinguishedName.canonical("CN=Ops")).isNotEqualTo(DistinguishedName.canonical("CN=ops"));
        assertThat(DistinguishedName.canonical("CN=a b")).isNotEqualTo(DistinguishedName.canonical("CN=a  b"));
        assertThat(DistinguishedName.canonical("CN=a\\ ")).isNotEqualTo(DistinguishedName.canonical("CN=a"));
    }

    /**
     * The JDK compares values without their case and doubled spaces, and so do we as soon as white space and case are
     * overlooked. Elsewhere the two differ, and the names here keep away from that: spaces at the ends of a value are the
     * same to us whether quotes or escapes keep them there, and to the JDK they are not; we take the prefix {@code OID.} (RFC 2253, section 4), octets that are no UTF-8 for no name at all, and refuse characters that
     * have to be escaped (RFC 4514, section 2.4); the JDK takes letters of any script for a type, and no empty quotes.
     */
    @Test
    void the_jdk_takes_the_same_names_for_the_same() {
        Set<GroupDifference> overlooked =
                Set.of(GroupDifference.DN_SPELLING, GroupDifference.WHITE_SPACE, GroupDifference.LETTER_CASE);
        int[] equal = new int[1];
        Generated.cases(CASES, random -> {
            List<List<Part>> name = parts(random);
            String one = written(random, name);
            String other = written(random, random.nextBoolean() ? name : parts(random));

            boolean same = ldapName(one).orElseThrow().equals(ldapName(other).orElseThrow());

            assertThat(GroupSkeleton.folded(one, overlooked).equals(GroupSkeleton.folded(other, overlooked)))
                    .as("'%s' is '%s'", one, other)
                    .isEqualTo(same);
            equal[0] += same ? 1 : 0;
        });
        assertThat(equal[0]).isBetween(CASES / 3, CASES - CASES / 10);
    }

    @Test
    void what_we_take_for_a_name_the_jdk_does_too() {
        Generated.cases(CASES, random -> {
            String text = Generated.from(random, "aAC=,+;\\\"# 20é", 1, 8);

            DistinguishedName.canonical(text)
                    .filter(name -> !text.contains("\"\""))
                    .ifPresent(name -> assertThat(ldapName(text)).as(text).isPresent());
        });
    }

    /** What the JDK makes of it, in a module that ours doesn't read. */
    private static Optional<Object> ldapName(String text) {
        try {
            Constructor<?> constructor =
                    Class.forName("javax.naming.ldap.LdapName").getConstructor(String.class);
            return Optional.of(constructor.newInstance(text));
        } catch (InvocationTargetException another) {
            return Optional.empty();
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }

    private record Part(String type, String value) {}

    private static String name(RandomGenerator random) {
        return written(random, parts(random));
    }

    private static List<List<Part>> parts(RandomGenerator random) {
        return random.ints(random.nextInt(1, 4), 1, 3)
                .mapToObj(size -> random.ints(size, 0, 3)
                        .distinct()
                        .mapToObj(
                                type -> new Part(List.of("cn", "ou", "2.5.4.11").get(type), value(random)))
                        .toList())
                .toList();
    }

    /** Few, so that different names are the same often enough. */
    private static String value(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> "#0402" + Generated.from(random, "0aA", 2, 2) + "69";
            case 1 -> Generated.from(random, "\u00e9\u00dc\u4e2d", 1, 2);
            default -> Generated.from(random, "aA ,+\"\\<>;=#", 0, 3).strip();
        };
    }

    /** In one of the ways in which it can be. */
    private static String written(RandomGenerator random, List<List<Part>> name) {
        StringBuilder text = new StringBuilder(space(random));
        for (List<Part> relative : name) {
            if (text.toString().contains("=")) {
                text.append(random.nextInt(4) == 0 ? ';' : ',').append(space(random));
            }
            List<Part> parts = random.nextBoolean() ? relative : reversed(relative);
            for (Part part : parts) {
                if (part != parts.get(0)) {
                    text.append('+').append(space(random));
                }
                text.append(random.nextBoolean() ? part.type() : part.type().toUpperCase(Locale.ROOT))
                        .append(space(random))
                        .append('=')
                        .append(space(random))
                        .append(value(random, part.value()))
                        .append(space(random));
            }
        }
        return text.toString();
    }

    private static List<Part> reversed(List<Part> parts) {
        return parts.size() == 2 ? List.of(parts.get(1), parts.get(0)) : parts;
    }

    private static String space(RandomGenerator random) {
        return random.nextInt(4) == 0 ? " " : "";
    }

    private static String value(RandomGenerator random, String value) {
        if (value.startsWith("#04") && value.length() == 9) {
            return random.nextBoolean() ? value : value.toUpperCase(Locale.ROOT);
        }
        if (!value.isEmpty() && random.nextInt(4) == 0) {
            return '"' + value.replaceAll("([\"\\\\])", "\\\\$1") + '"';
        }
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < value.length(); index++) {
            char c = value.charAt(index);
            boolean outer = index == 0 || index == value.length() - 1;
            if (",+\"\\<>;".indexOf(c) >= 0 || (outer && (c == ' ' || c == '#'))) {
                text.append(random.nextBoolean() ? "\\" + c : String.format(Locale.ROOT, "\\%02x", (int) c));
            } else if (random.nextInt(6) == 0) {
                for (byte octet : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append(String.format(Locale.ROOT, "\\%02X", octet & 0xff));
                }
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
