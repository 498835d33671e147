package io.rolemap.domain.resolution;

import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupDifference;
import io.rolemap.domain.mapping.GroupSkeleton;
import io.rolemap.domain.mapping.Spelling;
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
            .thenComparing(miss -> miss.mapping().externalGroup());

    /** By the values of skeletons. */
    private final Map<String, List<GroupMapping>> bySkeleton = new HashMap<>();

    private final Map<String, List<GroupMapping>> byEnding = new HashMap<>();

    /** Of mapped groups that something was compared with. */
    private final Map<ExternalGroup, Spelling> spellings = new HashMap<>();

    private NearMisses() {}

    static NearMisses among(Collection<GroupMapping> mappings) {
        NearMisses all = new NearMisses();
        // In order, so that it is always the same ones that are left out where there are too many.
        mappings.stream()
                .sorted(Comparator.comparing(GroupMapping::externalGroup))
                .forEach(all::add);
        return all;
    }

    private void add(GroupMapping mapping) {
        put(bySkeleton, GroupSkeleton.of(mapping.externalGroup()), mapping);
        GroupSkeleton.ofEndings(mapping.externalGroup()).forEach(ending -> put(byEnding, ending, mapping));
    }

    /** More of one skeleton are nothing to tell anybody, and would take longer and longer to compare. */
    private static void put(Map<String, List<GroupMapping>> map, GroupSkeleton key, GroupMapping mapping) {
        List<GroupMapping> alike = map.computeIfAbsent(key.value(), first -> new ArrayList<>(1));
        if (alike.size() < MappingLookup.MOST_OF_ONE_SKELETON) {
            alike.add(mapping);
        }
    }

    List<NearMiss> of(ExternalGroup group) {
        String skeleton = GroupSkeleton.of(group).value();
        Set<GroupMapping> resembling = new LinkedHashSet<>(bySkeleton.getOrDefault(skeleton, List.of()));
        resembling.addAll(byEnding.getOrDefault(skeleton, List.of()));
        GroupSkeleton.ofEndings(group)
                .forEach(ending -> resembling.addAll(bySkeleton.getOrDefault(ending.value(), List.of())));
        if (resembling.isEmpty()) {
            return List.of();
        }
        Spelling spelling = Spelling.of(group);
        return resembling.stream()
                .flatMap(mapping -> nearMiss(spelling, mapping))
                .sorted(ORDER)
                .limit(UnmatchedGroup.MAX_NEAR_MISSES)
                .toList();
    }

    private Stream<NearMiss> nearMiss(Spelling group, GroupMapping mapping) {
        Set<GroupDifference> differences = group.differences(spelling(mapping.externalGroup()));
        return differences.isEmpty() ? Stream.empty() : Stream.of(new NearMiss(mapping, differences));
    }

    private Spelling spelling(ExternalGroup mapped) {
        synchronized (spellings) {
            return spellings.computeIfAbsent(mapped, Spelling::of);
        }
    }
}
