package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeSettingsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(ROLEMAP_[A-Z_]+)` \\| ([^|]*) \\| (.*) \\|$");

    private static List<MatchResult> rows() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        return ROW.matcher(readme).results().toList();
    }

    @Test
    void the_readme_lists_every_setting_in_order_and_no_other() throws IOException {
        assertThat(rows().stream().map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(Setting.values()).map(Setting::variable).toList());
    }

    @Test
    void the_readme_tells_every_default() throws IOException {
        for (MatchResult row : rows()) {
            Setting setting = Setting.valueOf(row.group(1).substring(Setting.PREFIX.length()));
            String expected = setting.defaultValue()
                    .map(value -> value.isEmpty() ? "empty" : "`" + value + "`")
                    .orElse("no");

            assertThat(row.group(2)).as(setting.variable()).startsWith(expected);
        }
    }

    @Test
    void the_readme_tells_every_level_and_form_of_the_log() throws IOException {
        String levels = meaningOf(Setting.LOG_LEVEL);
        String forms = meaningOf(Setting.LOG_FORMAT);

        assertThat(LogLevel.values())
                .allSatisfy(
                        level -> assertThat(levels).contains("`" + level.name().toLowerCase(Locale.ROOT) + "`"));
        assertThat(LogFormat.values())
                .allSatisfy(form -> assertThat(forms).contains("`" + form.name().toLowerCase(Locale.ROOT) + "`"));
    }

    private static String meaningOf(Setting setting) throws IOException {
        return rows().stream()
                .filter(row -> row.group(1).equals(setting.variable()))
                .findFirst()
                .orElseThrow()
                .group(3);
    }
}
