package io.rolemap.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoginsTest {

    private static final long SEED = 20_261_201L;
    private static final Population POPULATION = new Population(3, 7);
    private static final String ORGANISATION = "POST /orgs/org-(?<org>\\d{12})";
    private static final Pattern OF_CONNECTION =
            Pattern.compile(ORGANISATION + "/identity-providers/connection-(?<connection>\\d{12})/resolve-roles");
    private static final Pattern OF_ORGANISATION = Pattern.compile(
            ORGANISATION + "/resolve-roles.*\"provider_key\":\"connection-(?<connection>\\d{12})-\\k<org>\"",
            Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("\"(CN|cn)=team-(\\d{12}),");

    @ParameterizedTest
    @EnumSource
    void everybody_comes_with_different_groups_of_one_connection_of_which_the_same_number_are_mapped(Login login) {
        Workload logins = Logins.of(POPULATION, login, "Bearer none", SEED);
        Pattern asked = login == Login.PROVIDER_KEY ? OF_ORGANISATION : OF_CONNECTION;
        Set<String> connections = new HashSet<>();
        Set<String> people = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String request = ISO_8859_1.decode(logins.nextRequest()).toString();
            Matcher begin = asked.matcher(request);
            assertThat(begin.lookingAt()).as(request).isTrue();
            assertThat(Long.parseLong(begin.group("org"))).isLessThan(POPULATION.organisations());
            long connection = Long.parseLong(begin.group("connection"));
            List<MatchResult> groups = GROUP.matcher(request).results().toList();

            assertThat(groups.stream().map(group -> Long.parseLong(group.group(2))))
                    .as("groups, seed %s", SEED)
                    .hasSize(Logins.GROUPS)
                    .doesNotHaveDuplicates()
                    .allMatch(group -> group / Population.GROUPS == connection);
            assertThat(groups.stream()
                            .filter(group -> isMapped(group) && group.group(1).equals("CN")))
                    .as("mapped groups, seed %s", SEED)
                    .hasSize(Logins.MAPPED);
            assertThat(groups.stream()
                            .filter(group -> isMapped(group) && group.group(1).equals("cn")))
                    .as("groups that resemble mapped ones, seed %s", SEED)
                    .hasSize(Logins.RESEMBLING);
            connections.add(begin.group("org") + "/" + connection);
            people.add(request);
        }

        assertThat(connections).hasSize(POPULATION.connections());
        assertThat(people).hasSize(1_000);
    }

    private static boolean isMapped(MatchResult group) {
        return Long.parseLong(group.group(2)) % Population.GROUPS < Population.MAPPED;
    }
}
