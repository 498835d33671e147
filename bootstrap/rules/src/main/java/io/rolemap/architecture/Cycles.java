package io.rolemap.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Parts that need each other in a circle. Of all circles those are found that are the shortest through some dependency:
 * each dependency that is part of any circle is shown, and there are never more circles than dependencies of two parts.
 */
final class Cycles {

    /** For each part those that it needs, with the dependencies by which it does. */
    private final SortedMap<String, SortedMap<String, SortedSet<String>>> needs = new TreeMap<>();

    private Cycles() {}

    /** @param partOf the part to which a class belongs, if to any */
    static Stream<String> among(Collection<JavaClass> types, Function<JavaClass, Optional<String>> partOf) {
        Cycles cycles = new Cycles();
        for (JavaClass type : types) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                partOf.apply(type)
                        .ifPresent(
                                part -> partOf.apply(dependency.getTargetClass().getBaseComponentType())
                                        .filter(other -> !other.equals(part))
                                        .ifPresent(other -> cycles.add(part, other, dependency)));
            }
        }
        return cycles.shortest().stream().map(cycles::describe);
    }

    private void add(String part, String needed, Dependency dependency) {
        needs.computeIfAbsent(part, none -> new TreeMap<>())
                .computeIfAbsent(needed, none -> new TreeSet<>())
                .add(Check.describe(dependency));
    }

    private Set<String> neededBy(String part) {
        return needs.getOrDefault(part, Collections.emptySortedMap()).keySet();
    }

    private Collection<List<String>> shortest() {
        SortedMap<String, List<String>> found = new TreeMap<>();
        for (String part : needs.keySet()) {
            for (String needed : neededBy(part)) {
                List<String> way = shortestWay(needed, part);
                if (!way.isEmpty()) {
                    List<String> circle = beginningWithTheFirst(way);
                    found.put(String.join(" ", circle), circle);
                }
            }
        }
        return found.values();
    }

    /** Both ends included; empty if there is none. */
    private List<String> shortestWay(String from, String to) {
        Map<String, String> reachedFrom = new HashMap<>();
        Queue<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty() && !reachedFrom.containsKey(to)) {
            String part = next.remove();
            for (String needed : neededBy(part)) {
                if (!needed.equals(from) && reachedFrom.putIfAbsent(needed, part) == null) {
                    next.add(needed);
                }
            }
        }
        List<String> way = new ArrayList<>();
        for (String part = to; reachedFrom.containsKey(part); part = reachedFrom.get(part)) {
            way.add(0, part);
        }
        if (!way.isEmpty()) {
            way.add(0, from);
        }
        return way;
    }

    private static List<String> beginningWithTheFirst(List<String> circle) {
        List<String> turned = new ArrayList<>(circle);
        Collections.rotate(turned, -turned.indexOf(Collections.min(turned)));
        return turned;
    }

    private String describe(List<String> circle) {
        List<String> closed = new ArrayList<>(circle);
        closed.add(circle.get(0));
        StringBuilder description = new StringBuilder("Cycle: ").append(String.join(" -> ", closed));
        for (int i = 0; i < circle.size(); i++) {
            description.append(describe(closed.get(i), closed.get(i + 1)));
        }
        return description.toString();
    }

    private String describe(String part, String needed) {
        return needs
                .getOrDefault(part, Collections.emptySortedMap())
                .getOrDefault(needed, Collections.emptySortedSet())
                .stream()
                .map(dependency -> "\n    " + dependency)
                .collect(joining("", "\n  " + part + " -> " + needed, ""));
    }
}
