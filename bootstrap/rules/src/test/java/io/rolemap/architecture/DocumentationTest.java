package io.rolemap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of the rules that people read is the list of the rules. */
class DocumentationTest {

    private static final Pattern LISTED = Pattern.compile("<li>\\{@code ([a-z-]+)}: (.+?) (?=<li>|</ul>)");

    @Test
    void the_package_lists_each_rule_as_it_says_itself() throws IOException {
        String text = Files.readString(Path.of("src/main/java/io/rolemap/architecture/package-info.java"))
                .replaceAll("\\s+\\*\\s+", " ");
        List<String> listed = new ArrayList<>();
        for (Matcher rule = LISTED.matcher(text); rule.find(); ) {
            listed.add(rule.group(1) + ": " + rule.group(2));
        }

        assertThat(listed)
                .isEqualTo(HexagonalRules.forBasePackage("com.acme")
                        .everyRule()
                        .map(rule -> rule.name() + ": " + rule.sentence())
                        .toList());
    }
}
