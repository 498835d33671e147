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
    private static final Pattern PATH =
            Pattern.compile("POST /orgs/org-(\\d{12})/identity-providers/connection-(\\d{12})/resolve-roles");
    private static final Pattern GROUP = Pattern.compile("\"(CN|cn)=team-(\\d{12}),");

    @ParameterizedTest
    @EnumSource
    void everybody_comes_with_different_groups_of_one_connection_of_which_the_same_number_are_mapped(Login login) {
        Workload logins = Logins.of(POPULATION, login, "Bearer none", SEED);
        Set<String> paths = new HashSet<>();
        Set<String> people = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String request = ISO_8859_1.decode(logins.nextRequest()).toString();
            Matcher path = PATH.matcher(request);
            assertThat(path.lookingAt()).as(request).isTrue();
            assertThat(Long.parseLong(path.group(1))).isLessThan(POPULATION.organisations());
            long connection = Long.parseLong(path.group(2));
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
            paths.add(path.group());
            people.add(request);
        }

        assertThat(paths).hasSize(POPULATION.connections());
        assertThat(people).hasSize(1_000);
    }

    private static boolean isMapped(MatchResult group) {
        return Long.parseLong(group.group(2)) % Population.GROUPS < Population.MAPPED;
    }
}
