package io.rolemap.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * People who sign in through a connection that is picked at random for each of them, so that no request finds in a cache what
 * the last one left there. Each comes with {@value #GROUPS} of the connection's groups: {@value #MAPPED} that it maps and
 * {@value #RESEMBLING} that resemble a mapped one; the others are nobody's. The requests differ in digits only, which are
 * written over those of the last one: to make them costs the processors nothing.
 */
final class Logins {

    /** Groups of one person. */
    static final int GROUPS = 200;

    /** Those of them that grant a role. */
    static final int MAPPED = 20;

    /** Those of them that would, in another letter case. */
    static final int RESEMBLING = 2;

    private static final int EVERY = GROUPS / MAPPED;

    private final Population population;
    private final SplittableRandom random;
    private final byte[] request;
    private final List<Integer> digitsAt = new ArrayList<>();
    private final int firstGroup;

    private Logins(Population population, Login login, String authorization, long seed) {
        this.population = population;
        random = new SplittableRandom(seed);
        String groups = IntStream.range(0, GROUPS).mapToObj(Logins::group).collect(Collectors.joining(",", "", ""));
        request = Workload.post(login.path(), authorization, login.body(groups));
        String text = new String(request, ISO_8859_1);
        String zeros = Workload.digits(0);
        for (int at = text.indexOf(zeros); at >= 0; at = text.indexOf(zeros, at + zeros.length())) {
            digitsAt.add(at);
        }
        firstGroup = digitsAt.size() - GROUPS;
        if (firstGroup < 0 || digitsAt.get(firstGroup) != text.indexOf(groups) + groups.indexOf(zeros)) {
            throw new IllegalStateException("digits at " + digitsAt);
        }
    }

    static Workload of(Population population, Login login, String authorization, long seed) {
        return new Workload(200, new Logins(population, login, authorization, seed)::next);
    }

    private static String group(int index) {
        String digits = Workload.digits(0);
        return isResembling(index)
                ? "\"cn=team-" + digits + ",ou=groups,dc=example,dc=com\""
                : "\"CN=team-" + digits + ",OU=Groups,DC=example,DC=com\"";
    }

    private static boolean isMapped(int index) {
        return index % EVERY == 0;
    }

    private static boolean isResembling(int index) {
        return index % EVERY == 1 && index < RESEMBLING * EVERY;
    }

    private ByteBuffer next() {
        int connection = random.nextInt(population.connectionsEach());
        int organisation = random.nextInt(population.organisations());
        int[] beforeTheGroups = {organisation, connection, organisation};
        for (int place = 0; place < firstGroup; place++) {
            write(place, beforeTheGroups[place]);
        }
        Walk mapped = new Walk(Population.MAPPED, random);
        Walk unmapped = new Walk(Population.GROUPS - Population.MAPPED, random);
        for (int index = 0; index < GROUPS; index++) {
            int group = isMapped(index) || isResembling(index) ? mapped.next() : Population.MAPPED + unmapped.next();
            write(firstGroup + index, Population.group(connection, group));
        }
        return ByteBuffer.wrap(request);
    }

    private void write(int place, long number) {
        Workload.writeDigits(request, digitsAt.get(place), number);
    }

    /** Numbers below a limit, none twice, in an order that differs from walk to walk. */
    private static final class Walk {

        private final int limit;
        private final int stride;
        private int at;

        Walk(int limit, SplittableRandom random) {
            this.limit = limit;
            int candidate = random.nextInt(1, limit);
            while (haveACommonDivisor(candidate, limit)) {
                candidate = random.nextInt(1, limit);
            }
            stride = candidate;
            at = random.nextInt(limit);
        }

        int next() {
            at = (at + stride) % limit;
            return at;
        }

        private static boolean haveACommonDivisor(int one, int other) {
            int a = one;
            int b = other;
            while (b != 0) {
                int rest = a % b;
                a = b;
                b = rest;
            }
            return a > 1;
        }
    }
}
