package io.rolemap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import io.rolemap.architecture.Layers.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be had from anywhere without being handed over. */
final class AmbientRules {

    private static final String NEW = JavaConstructor.CONSTRUCTOR_NAME;

    private static final Map<String, Set<String>> CLOCKS = Map.of(
            "java.lang.System", Set.of("currentTimeMillis", "nanoTime"),
            "java.time.Clock",
                    Set.of("system", "systemDefaultZone", "systemUTC", "tickMillis", "tickMinutes", "tickSeconds"),
            "java.time.InstantSource", Set.of("system"),
            "java.time.ZoneId", Set.of("systemDefault"),
            "java.util.Calendar", Set.of("getInstance"),
            "java.util.TimeZone", Set.of("getDefault"));

    private static final Map<String, Set<String>> CLOCKS_UNLESS_GIVEN_SOMETHING =
            Map.of("java.util.Date", Set.of(NEW), "java.util.GregorianCalendar", Set.of(NEW));

    private static final Map<String, Set<String>> DICE = Map.of(
            "java.lang.Math", Set.of("random"),
            "java.lang.StrictMath", Set.of("random"),
            "java.security.SecureRandom", Set.of(NEW, "getInstance", "getInstanceStrong"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
            "java.util.random.RandomGenerator", Set.of("getDefault", "of"));

    private static final Map<String, Set<String>> DICE_UNLESS_SEEDED = Map.of(
            "java.util.Random", Set.of(NEW),
            "java.util.SplittableRandom", Set.of(NEW),
            "java.util.random.RandomGeneratorFactory", Set.of("create"));

    private static final Map<String, Set<String>> TERMINAL =
            Map.of("java.lang.System", Set.of("in", "out", "err", "console", "setIn", "setOut", "setErr"));

    private final HexagonalRules settings;
    private final Layers layers;

    AmbientRules(HexagonalRules settings, Layers layers) {
        this.settings = settings;
        this.layers = layers;
    }

    List<HexagonalRule> all() {
        return List.of(timeIsHandedOver(), randomnessIsHandedOver(), onlyTheCommandLinePrints(), noThreadLocals());
    }

    private HexagonalRule timeIsHandedOver() {
        return HexagonalRule.of(
                "time-is-handed-over",
                "Outside of bootstrap nobody asks the system what time it is.",
                classes()
                        .that(haveNoAmbientDefaults())
                        .should(Check.accesses(access -> isAmbientTime(access.getTarget()))),
                "time that comes from nowhere can't be set by a test",
                "take a java.time.InstantSource as a constructor parameter, and let bootstrap choose the system's");
    }

    private HexagonalRule randomnessIsHandedOver() {
        return HexagonalRule.of(
                "randomness-is-handed-over",
                "Outside of bootstrap nobody asks the system for something random.",
                classes()
                        .that(haveNoAmbientDefaults())
                        .should(Check.accesses(access -> isAmbientRandomness(access.getTarget()))),
                "a value that nobody can predict can't be tested, and its strength must be chosen in one place",
                "take a java.util.random.RandomGenerator, or an interface that makes ids, as a constructor parameter");
    }

    private HexagonalRule onlyTheCommandLinePrints() {
        return HexagonalRule.of(
                "only-the-command-line-prints",
                "Standard input, output and error belong to the types that commandLineIn lists.",
                classes()
                        .that(DescribedPredicate.describe(
                                "are not the command line",
                                type -> layers.isOfTheService(type)
                                        && !settings.commandLine.contains(layers.relativeName(type))))
                        .should(Check.accesses(access -> isTerminal(access.getTarget()))),
                "what is printed can't be filtered, found again or kept out of a program's output",
                "use the logger, return the text, or let the command line print it");
    }

    private HexagonalRule noThreadLocals() {
        return HexagonalRule.of(
                "no-thread-locals",
                "Nothing is kept in thread locals.",
                classes()
                        .that(layers.ofTheService())
                        .should(Check.dependencies((origin, target) -> target.isAssignableTo(ThreadLocal.class))),
                "what travels in a thread is in no signature, outlives the request and is lost in another thread",
                "pass it as a parameter");
    }

    private DescribedPredicate<JavaClass> haveNoAmbientDefaults() {
        return DescribedPredicate.describe(
                "have no ambient defaults",
                type -> layers.isOfTheService(type)
                        && !layers.isOf(type, Kind.BOOTSTRAP)
                        && !settings.ambientDefaults.contains(layers.relativeName(type)));
    }

    private static boolean isAmbientTime(AccessTarget target) {
        return isOneOf(CLOCKS, target)
                || isOneOfWithoutParameters(CLOCKS_UNLESS_GIVEN_SOMETHING, target)
                || isNowWithoutAClock(target);
    }

    private static boolean isNowWithoutAClock(AccessTarget target) {
        return target.getOwner().getPackageName().startsWith("java.time")
                && target.getName().equals("now")
                && parameters(target).stream().noneMatch(parameter -> parameter.isAssignableTo("java.time.Clock"));
    }

    private static boolean isAmbientRandomness(AccessTarget target) {
        return isOneOf(DICE, target)
                || isOneOfWithoutParameters(DICE_UNLESS_SEEDED, target)
                || isUnseededShuffle(target);
    }

    private static boolean isUnseededShuffle(AccessTarget target) {
        return target.getOwner().getName().equals("java.util.Collections")
                && target.getName().equals("shuffle")
                && parameters(target).size() == 1;
    }

    private static boolean isTerminal(AccessTarget target) {
        return isOneOf(TERMINAL, target) || isPrintedStackTrace(target);
    }

    private static boolean isPrintedStackTrace(AccessTarget target) {
        return target.getName().equals("printStackTrace")
                && target.getOwner().isAssignableTo(Throwable.class)
                && parameters(target).isEmpty();
    }

    private static boolean isOneOfWithoutParameters(Map<String, Set<String>> members, AccessTarget target) {
        return isOneOf(members, target) && parameters(target).isEmpty();
    }

    private static boolean isOneOf(Map<String, Set<String>> members, AccessTarget target) {
        return members.getOrDefault(target.getOwner().getName(), Set.of()).contains(target.getName());
    }

    private static List<JavaClass> parameters(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget codeUnit ? codeUnit.getRawParameterTypes() : List.of();
    }
}
