package io.rolemap.bootstrap.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://localhost/, http://localhost",
        "http://[::1]:8080, http://[::1]:8080",
        "https://rolemap.example/iam/, https://rolemap.example/iam",
        "HTTPS://rolemap.example, HTTPS://rolemap.example"
    })
    void an_address_may_have_a_path(String address, String server) {
        assertThat(Target.server(address, "--server", false)).isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://rolemap.example",
                "http://10.0.0.1:8080",
                "http://127.0.0.1.example",
                "http://localhost.example",
                "http://[2001:db8::1]"
            })
    void a_key_goes_to_another_machine_only_in_a_sealed_envelope(String address) {
        assertThatThrownBy(() -> Target.server(address, "--server", false))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.status()).isEqualTo(ExitStatus.CONFIGURATION))
                .hasMessageContaining("--insecure");
        assertThat(Target.server(address, "--server", true)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8080",
                "ftp://localhost",
                "http://",
                "http://user:s3cr3t@localhost",
                "http://localhost?s3cr3t",
                "http://localhost#s3cr3t",
                "http://s3 cr3t"
            })
    void what_is_no_address_of_a_server_is_refused_without_being_shown(String address) {
        assertThatThrownBy(() -> Target.server(address, "ROLEMAP_SERVER", false))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("ROLEMAP_SERVER must be an address")
                .hasMessageNotContaining("s3cr3t");
    }
}
