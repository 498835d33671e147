package io.rolemap.domain.mapping;

import io.rolemap.testkit.Generated;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Groups that people take for each other, generated. */
final class LookAlikes {

    /** Letters that have a history, and what stands between words. No {@code =}: what makes a name distinguished comes apart. */
    private static final String CHARACTERS = "abAB09-_ßẞσςΣİıIiéÉ\u0130\u0131\uFB01\u212A\u017F中山"
            + "\u0627\u05D0 \u00A0\u3000\t\u200B\u200D\uFEFF\u00AD\u200F\uFE0F/\\";

    private LookAlikes() {}

    /** Short, so that look-alikes come up by chance, too. */
    static String text(RandomGenerator random) {
        return random.nextInt(4) == 0 ? name(random) : Generated.from(random, CHARACTERS, 1, 5);
    }

    /** A distinguished name of one to three parts. */
    static String name(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        for (int part = random.nextInt(1, 4); part > 0; part--) {
            name.append(one(random, List.of("CN", "cn", "OU", "ou ", " 2.5.4.3")))
                    .append(one(random, List.of("=", " =", "= ")))
                    .append(Generated.from(random, "abABéÉß", 0, 2))
                    .append(one(random, List.of("", "", "\\2C", "\\,", "\\20", "\\C3\\A9", "x y", "x  y")))
                    .append(one(random, List.of("", "a", " ")))
                    .append(part == 1 ? "" : one(random, List.of(",", ", ", "+", ";")));
        }
        return name.toString();
    }

    /** The text as it looks after one to three of the things that happen to a text on its way. */
    static String altered(RandomGenerator random, String text) {
        String altered = text;
        for (int step = random.nextInt(1, 4); step > 0; step--) {
            altered = one(random, ALTERATIONS).apply(altered);
        }
        return altered;
    }

    private static final List<UnaryOperator<String>> ALTERATIONS = List.of(
            text -> text.toUpperCase(Locale.ROOT),
            text -> text.toLowerCase(Locale.ROOT),
            text -> Normalizer.normalize(text, Normalizer.Form.NFC),
            text -> Normalizer.normalize(text, Normalizer.Form.NFD),
            text -> Normalizer.normalize(text, Normalizer.Form.NFKC),
            text -> text + " ",
            text -> " " + text,
            text -> "\uFEFF" + text,
            text -> text + "\u200B",
            text -> text.replace(" ", "\u00A0"),
            text -> text.replace(" ", "  "),
            text -> text.replace(",", ", "),
            text -> "/" + text,
            text -> "/acme/" + text,
            text -> "ACME\\" + text);

    private static <T> T one(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
