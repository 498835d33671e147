package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstStepsTest {

    private static final String KEY = "rolemap_0123456789abcdef_secret";

    @Test
    void the_three_commands_make_a_connection_map_a_group_and_list_the_mappings() {
        assertThat(FirstSteps.commands(new Address("127.0.0.1", 8080), KEY))
                .containsExactly(
                        "curl -sS -w '\\n' 'http://127.0.0.1:8080/orgs/acme/identity-providers'"
                                + " -H 'Authorization: Bearer " + KEY + "' -H 'Content-Type: application/json'"
                                + " -d '{\"id\": \"acme-okta\", \"provider_key\": \"acme-okta\"}'",
                        "curl -sS -w '\\n'"
                                + " 'http://127.0.0.1:8080/orgs/acme/identity-providers/acme-okta/group-mappings'"
                                + " -H 'Authorization: Bearer " + KEY + "' -H 'Content-Type: application/json'"
                                + " -d '{\"external_group\": \"Engineering\", \"role_id\": 2227}'",
                        "curl -sS -w '\\n'"
                                + " 'http://127.0.0.1:8080/orgs/acme/identity-providers/acme-okta/group-mappings'"
                                + " -H 'Authorization: Bearer " + KEY + "'");
    }

    @Test
    void each_command_stands_on_a_line_of_its_own_from_the_first_column_on() {
        List<String> lines = FirstSteps.withNewKey(new Address("127.0.0.1", 8080), KEY)
                .lines()
                .toList();

        assertThat(lines).filteredOn(line -> line.startsWith("curl ")).hasSize(3);
        assertThat(lines).contains("    " + KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:80, http://127.0.0.1:80",
        "0.0.0.0,   http://0.0.0.0:80,   http://127.0.0.1:80",
        "::,        http://[::]:80,      http://[::1]:80",
        "::1,       http://[::1]:80,     http://[::1]:80",
        "fe80::1%2, http://[fe80::1%252]:80, http://[fe80::1%252]:80",
        "localhost, http://localhost:80, http://localhost:80"
    })
    void an_address_is_shown_as_bound_and_called_where_it_can_be_reached(String host, String shown, String called) {
        Address address = new Address(host, 80);

        assertThat(address.url()).isEqualTo(shown);
        assertThat(address.localUrl()).isEqualTo(called);
    }
}
