package io.rolemap.domain.resolution;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.GroupSkeleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Mappings by what people may take for their groups. */
final class NearMisses {

    private static final Comparator<NearMiss> ORDER = Comparator.comparingInt(
                    (NearMiss miss) -> miss.differences().size())
            .thenComparing(miss -> miss.mapping().externalGroup().value());

    private final Map<GroupSkeleton, List<GroupMapping>> bySkeleton = new HashMap<>();
    private final Map<GroupSkeleton, List<GroupMapping>> byLastSegment = new HashMap<>();

    private NearMisses() {}

    static NearMisses among(Collection<GroupMapping> mappings) {
        NearMisses all = new NearMisses();
        for (GroupMapping mapping : mappings) {
            put(all.bySkeleton, GroupSkeleton.of(mapping.externalGroup()), mapping);
            GroupSkeleton.ofLastSegment(mapping.externalGroup())
                    .ifPresent(segment -> put(all.byLastSegment, segment, mapping));
        }
        return all;
    }

    private static void put(Map<GroupSkeleton, List<GroupMapping>> map, GroupSkeleton key, GroupMapping mapping) {
        map.computeIfAbsent(key, first -> new ArrayList<>()).add(mapping);
    }

    List<NearMiss> of(ExternalGroup group) {
        GroupSkeleton skeleton = GroupSkeleton.of(group);
        Set<GroupMapping> resembling = new LinkedHashSet<>(bySkeleton.getOrDefault(skeleton, List.of()));
        resembling.addAll(byLastSegment.getOrDefault(skeleton, List.of()));
        GroupSkeleton.ofLastSegment(group)
                .map(segment -> bySkeleton.getOrDefault(segment, List.of()))
                .ifPresent(resembling::addAll);
        return resembling.stream()
                .flatMap(mapping -> nearMiss(group, mapping))
                .sorted(ORDER)
                .limit(UnmatchedGroup.MAX_NEAR_MISSES)
                .toList();
    }

    private static Stream<NearMiss> nearMiss(ExternalGroup group, GroupMapping mapping) {
        Set<GroupDifference> differences = GroupDifference.between(group, mapping.externalGroup());
        return differences.isEmpty() ? Stream.empty() : Stream.of(new NearMiss(mapping, differences));
    }
}
