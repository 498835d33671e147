package io.rolemap.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Conditions as functions that return what is wrong, one line each. */
final class Check {

    private Check() {}

    /** Looks at each class by itself. */
    static ArchCondition<JavaClass> each(String description, Function<JavaClass, Stream<String>> violations) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations.apply(type).forEach(report(type, events));
            }
        };
    }

    /** Looks at all classes together. */
    static ArchCondition<JavaClass> together(String description, Function<List<JavaClass>, Stream<String>> violations) {
        return new ArchCondition<>(description) {
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
    static ArchCondition<JavaClass> dependencies(String description, BiPredicate<JavaClass, JavaClass> forbidden) {
        return each(
                description,
                type -> type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> forbidden.test(type, targetOf(dependency)))
                        .map(Dependency::getDescription));
    }

    /** {@code "in (Foo.java:7)"}, as ArchUnit writes it. */
    static String in(JavaClass type) {
        return "in " + type.getSourceCodeLocation();
    }

    private static JavaClass targetOf(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static Consumer<String> report(Object subject, ConditionEvents events) {
        return violation -> events.add(SimpleConditionEvent.violated(subject, violation));
    }
}
