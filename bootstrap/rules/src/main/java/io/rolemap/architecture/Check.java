package io.rolemap.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.SourceCodeLocation;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Conditions as functions that return what is wrong, one line each. The rules say in words what they are. */
final class Check {

    private static final String SAID_BY_THE_RULE = "";

    private Check() {}

    /** Looks at each class by itself. */
    static ArchCondition<JavaClass> each(Function<JavaClass, Stream<String>> violations) {
        return new ArchCondition<>(SAID_BY_THE_RULE) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations.apply(type).distinct().forEach(report(type, events));
            }
        };
    }

    /** Looks at all classes together. */
    static ArchCondition<JavaClass> together(Function<List<JavaClass>, Stream<String>> violations) {
        return new ArchCondition<>(SAID_BY_THE_RULE) {
            private List<JavaClass> all = List.of();

            @Override
            public void init(Collection<JavaClass> types) {
                all = List.copyOf(types);
            }

            @Override
            public void check(JavaClass type, ConditionEvents events) {
                // What is wrong with all together is reported once, at the end.
            }

            @Override
            public void finish(ConditionEvents events) {
                violations.apply(all).forEach(report(all, events));
            }
        };
    }

    /** Looks at each dependency of a class. */
    static ArchCondition<JavaClass> dependencies(BiPredicate<JavaClass, JavaClass> forbidden) {
        return each(type -> type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> forbidden.test(type, targetOf(dependency)))
                .map(Check::describe));
    }

    /** Looks at each access of every kind, because a method reference such as {@code Instant::now} is no call. */
    static ArchCondition<JavaClass> accesses(Predicate<JavaAccess<?>> forbidden) {
        return each(
                type -> type.getAccessesFromSelf().stream().filter(forbidden).map(JavaAccess::getDescription));
    }

    /** {@code "in (Foo.java:7)"}, as ArchUnit writes it. */
    static String in(JavaClass type) {
        return "in " + SourceCodeLocation.of(type, firstLine(type));
    }

    /** As ArchUnit writes it, but never with line 0, to which no editor goes. */
    static String describe(Dependency dependency) {
        return dependency.getDescription().replaceFirst(":0\\)$", ":" + firstLine(dependency.getOriginClass()) + ")");
    }

    /** The first that has any code: bytecode tells of no others. */
    private static int firstLine(JavaClass type) {
        return type.getCodeUnits().stream()
                .mapToInt(codeUnit -> codeUnit.getSourceCodeLocation().getLineNumber())
                .filter(number -> number > 0)
                .min()
                .orElse(1);
    }

    private static JavaClass targetOf(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static Consumer<String> report(Object subject, ConditionEvents events) {
        return violation -> events.add(SimpleConditionEvent.violated(subject, violation));
    }
}
