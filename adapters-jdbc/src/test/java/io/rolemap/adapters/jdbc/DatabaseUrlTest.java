package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rolemap.domain.shared.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static List<String> optionsOf(String url) {
        String completed = DatabaseUrl.of(url).completed();
        String[] parts = completed.split("[?;&]");
        return List.of(parts).subList(1, parts.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:file:./rolemap-data/rolemap",
                "jdbc:h2:mem:rolemap",
                "jdbc:h2:./rolemap",
                "jdbc:h2:/var/lib/rolemap",
                "jdbc:h2:~/rolemap",
                "jdbc:h2:C:/rolemap"
            })
    void h2_is_told_to_write_before_it_acknowledges_and_to_behave_as_postgresql(String url) {
        assertThat(optionsOf(url)).contains("MODE=PostgreSQL", "WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./rolemap-data/rolemap, jdbc:h2:async:./rolemap-data/rolemap",
        "jdbc:h2:./rolemap, jdbc:h2:async:./rolemap",
        "jdbc:h2:~/rolemap, jdbc:h2:async:~/rolemap",
        "jdbc:h2:mem:rolemap, jdbc:h2:mem:rolemap"
    })
    void files_of_h2_are_accessed_so_that_an_interrupt_does_not_close_them(String url, String base) {
        assertThat(DatabaseUrl.of(url).completed()).startsWith(base + ";");
        assertThat(DatabaseUrl.of(url).description()).isEqualTo(url);
    }

    @Test
    void what_the_url_of_h2_says_already_is_not_said_twice() {
        assertThat(optionsOf("jdbc:h2:mem:a;mode=postgresql;CACHE_SIZE=1000;write_delay=0"))
                .containsExactlyInAnyOrder(
                        "MODE=postgresql",
                        "WRITE_DELAY=0",
                        "DB_CLOSE_ON_EXIT=FALSE",
                        "CACHE_SIZE=1000",
                        "TRACE_LEVEL_FILE=0");
    }

    @Test
    void h2_keeps_no_trace_of_failed_statements_beside_the_data_unless_it_is_asked_to() {
        assertThat(optionsOf("jdbc:h2:file:./rolemap")).contains("TRACE_LEVEL_FILE=0");
        assertThat(optionsOf("jdbc:h2:file:./rolemap;TRACE_LEVEL_FILE=1"))
                .contains("TRACE_LEVEL_FILE=1")
                .doesNotContain("TRACE_LEVEL_FILE=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRITE_DELAY=500",
                "write_delay=1",
                "MODE=Oracle",
                "DB_CLOSE_ON_EXIT=TRUE",
                "IGNORECASE=TRUE",
                "LOCK_MODE=0",
                "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "COLLATION=de",
                "INIT=drop all objects",
                "LOG=0",
                "AUTO_SERVER=TRUE",
                "MODE"
            })
    void options_that_would_lose_or_alter_what_is_stored_are_refused(String option) {
        assertThatThrownBy(() -> DatabaseUrl.of("jdbc:h2:file:./secret-path;" + option))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("database URL m")
                .hasMessageNotContaining("secret-path");
    }

    @Test
    void memory_databases_without_a_name_are_private_to_their_pool() {
        String one = DatabaseUrl.of("jdbc:h2:mem:").completed();
        String other = DatabaseUrl.of("jdbc:h2:mem:").completed();

        assertThat(one).startsWith("jdbc:h2:mem:rolemap-private-").isNotEqualTo(other);
    }

    @Test
    void the_driver_of_postgresql_is_told_not_to_wait_for_ever_and_not_to_quote_rows() {
        assertThat(optionsOf("jdbc:postgresql://db.example/rolemap"))
                .containsExactlyInAnyOrder(
                        "connectTimeout=2",
                        "socketTimeout=10",
                        "tcpKeepAlive=true",
                        "ApplicationName=rolemap",
                        "logServerErrorDetail=false");
    }

    @Test
    void what_the_url_of_postgresql_says_already_is_left_alone() {
        assertThat(optionsOf("jdbc:postgresql://db.example/rolemap?socketTimeout=60&sslmode=verify-full"))
                .contains("socketTimeout=60", "sslmode=verify-full", "connectTimeout=2")
                .doesNotContain("socketTimeout=10");
    }

    @Test
    void of_several_hosts_the_primary_is_looked_for_again_within_a_second() {
        assertThat(optionsOf("jdbc:postgresql://a:5432,b:5432/rolemap"))
                .contains("targetServerType=primary", "hostRecheckSeconds=1");
        assertThat(optionsOf("jdbc:postgresql://a:5432,b:5432/rolemap?targetServerType=any"))
                .contains("targetServerType=any")
                .doesNotContain("targetServerType=primary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:mysql://user:s3cret@host/db",
                "postgresql://user:s3cret@host/db",
                "jdbc:h2:tcp://host/s3cret",
                "jdbc:h2:zip:s3cret.zip!/db",
                "jdbc:h2:s3cret",
                "s3cret"
            })
    void other_urls_are_refused_with_a_sentence_that_names_what_is_supported_and_not_the_url(String url) {
        Throwable refusal = catchThrowable(() -> new DatabaseSettings(url, "user", "password"));

        assertThat(refusal)
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContainingAll("jdbc:h2:file:", "jdbc:h2:mem:", "jdbc:postgresql:")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example/rolemap?user=u&password=s3cret",
                "jdbc:postgresql://u:s3cret@db.example/rolemap",
                "jdbc:h2:file:./rolemap;USER=u;PASSWORD=s3cret"
            })
    void settings_show_where_the_database_is_but_no_secret(String url) {
        DatabaseSettings settings = new DatabaseSettings(url, "u", "s3cret");

        assertThat(settings.toString()).contains("rolemap").doesNotContain("s3cret");
        assertThat(DatabaseUrl.of(url).toString()).contains("rolemap").doesNotContain("s3cret");
    }

    @Test
    void a_pool_has_room_for_what_a_migration_needs() {
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:h2:mem:", "", "", 2))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("maximum pool size must be 3 or more");
    }
}
