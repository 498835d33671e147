package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeConfigurationTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(ROLEMAP_[A-Z_]+)` \\| (\\S[^|]*?) \\|");

    @Test
    void the_table_lists_every_setting_in_order_with_its_true_default() throws IOException {
        List<String> documented = new ArrayList<>();
        Matcher row = ROW.matcher(readme());
        while (row.find()) {
            documented.add(row.group(1) + " " + row.group(2));
        }

        List<String> actual = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            actual.add(setting.variable() + " " + shown(setting));
        }
        assertThat(documented).isEqualTo(actual);
    }

    @Test
    void every_secret_is_said_to_come_from_a_file_too() throws IOException {
        String secrets = String.join(
                " and ",
                List.of(Setting.values()).stream()
                        .filter(Setting::isSecret)
                        .map(setting -> "`" + setting.variable() + "`")
                        .toList());

        assertThat(readme().replaceAll("\\s+", " ")).contains(secrets + " may also come from a file");
    }

    @Test
    void the_log_s_levels_and_forms_are_all_there() throws IOException {
        for (LogLevel level : LogLevel.values()) {
            assertThat(row(Setting.LOG_LEVEL)).contains("`" + level.name().toLowerCase(Locale.ROOT) + "`");
        }
        for (LogFormat format : LogFormat.values()) {
            assertThat(row(Setting.LOG_FORMAT)).contains("`" + format.name().toLowerCase(Locale.ROOT) + "`");
        }
    }

    private static String row(Setting setting) throws IOException {
        return readme().lines()
                .filter(line -> line.startsWith("| `" + setting.variable() + "`"))
                .findFirst()
                .orElseThrow();
    }

    private static String shown(Setting setting) {
        if (setting == Setting.REQUESTS_PER_SECOND) {
            return "no limit";
        }
        return setting.defaultValue()
                .map(value -> value.isEmpty() ? "empty" : "`" + value + "`")
                .orElse("none");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }
}
