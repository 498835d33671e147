package io.rolemap.benchmark;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.resolution.GroupMapping;
import io.rolemap.domain.resolution.Resolution;
import io.rolemap.domain.resolution.RoleResolver;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What resolving costs in process, without a storage: groups of one person, 20 of which are mapped, against a connection
 * with 1,000 mappings. The baseline looks each group up in a map and does no more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PureResolving {

    static final int MAPPINGS = 1_000;
    static final int MATCHING = 20;

    /** How many groups nobody mapped, besides those that are. */
    @Param({"0", "180", "1980"})
    private int unmatched;

    private List<ExternalGroup> groups = List.of();
    private Map<ExternalGroup, GroupMapping> map = Map.of();
    private RoleResolver resolver = RoleResolver.of(Samples.connection("acme", "okta"), List.of());

    /** Makes the connection and the person. */
    @Setup
    public void fill() {
        Connection connection = Samples.connection("acme", "okta");
        List<GroupMapping> mappings = IntStream.range(0, MAPPINGS)
                .mapToObj(number -> new GroupMapping(
                        Optional.of(new MappingId("m" + number)), group("mapped", number), new RoleId(number % 50)))
                .toList();
        map = new HashMap<>();
        mappings.forEach(mapping -> map.put(mapping.externalGroup(), mapping));
        resolver = RoleResolver.of(connection, mappings);
        groups = Stream.concat(
                        IntStream.range(0, MATCHING).mapToObj(number -> group("mapped", number * 7)),
                        IntStream.range(0, unmatched).mapToObj(number -> group("other", number)))
                .toList();
    }

    private static ExternalGroup group(String kind, int number) {
        return new ExternalGroup("CN=" + kind + "-" + number + ",OU=Groups,DC=acme,DC=example");
    }

    /** {@return how many of the groups a map has} */
    @Benchmark
    public int baseline() {
        int found = 0;
        for (ExternalGroup group : groups) {
            if (map.containsKey(group)) {
                found++;
            }
        }
        return found;
    }

    /** {@return the roles} */
    @Benchmark
    public Resolution resolve() {
        return resolver.resolve(groups);
    }

    /** {@return the roles, and what the other groups nearly are} */
    @Benchmark
    public Resolution explain() {
        return resolver.explain(groups);
    }
}
