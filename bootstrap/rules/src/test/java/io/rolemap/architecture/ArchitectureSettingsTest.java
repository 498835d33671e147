package io.rolemap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kit does with settings that are wrong, and where it looks for classes. */
class ArchitectureSettingsTest {

    @Test
    void a_base_package_without_classes_is_an_error() {
        HexagonalRules wrong = HexagonalRules.forBasePackage("com.acne").withAdapters("http", "jdbc");

        assertThatThrownBy(wrong::tests)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "There is no class in com.acne or below it. Is the base package right, and is every module of"
                                + " the service on the class path?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "com.", ".acme", "com..acme", "com.acme..", "com.acme.*", "com/acme", "9acme"})
    void a_base_package_that_is_no_package_is_an_error(String base) {
        assertThatThrownBy(() -> HexagonalRules.forBasePackage(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + base + "' is not the name of a package.");
    }

    @Test
    void layers_have_names_of_packages_too() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme");

        assertThatThrownBy(() -> rules.domainIn("core..")).hasMessage("'core..' is not the name of a package.");
        assertThatThrownBy(() -> rules.applicationIn("")).hasMessage("'' is not the name of a package.");
        assertThatThrownBy(() -> rules.adaptersIn("*")).hasMessage("'*' is not the name of a package.");
        assertThatThrownBy(rules::domainIn).hasMessage("Name at least one package: domainIn(\"domain\").");
        assertThatThrownBy(() -> rules.bootstrapIn("a b")).hasMessage("'a b' is not the name of a package.");
        assertThatThrownBy(() -> rules.withAdapters("http", "")).hasMessage("'' is not the name of a package.");
    }

    @Test
    void adapters_must_be_named() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme");

        assertThatThrownBy(rules::withAdapters)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Name at least one adapter: withAdapters(\"http\", \"jdbc\").");
        assertThatThrownBy(rules::rules)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No adapters were named: withAdapters(\"http\", \"jdbc\").");
    }

    @Test
    void an_adapter_is_named_once() {
        assertThatThrownBy(() -> HexagonalRules.forBasePackage("com.acme").withAdapters("http", "jdbc", "http"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The adapter 'http' is named twice.");
    }

    @Test
    void two_layers_are_never_in_the_same_package() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme")
                .domainIn("core")
                .applicationIn("core")
                .withAdapters("http");

        assertThatThrownBy(rules::rules)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Two layers are in the same package: core.");
    }

    @Test
    void technology_belongs_to_an_adapter_that_was_named() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme").withAdapters("http", "jdbc");

        assertThatThrownBy(() -> rules.technologyOf("htpt", "io.javalin.."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no adapter 'htpt'. There are: http, jdbc.");
    }

    @Test
    void what_a_layer_may_also_use_is_added_to_plain_java() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme");
        List<String> plainJava = rules.domainUses();

        rules.domainMayAlsoUse("org.jspecify.annotations").domainMayAlsoUse("java.security", "java.lang");
        rules.applicationMayAlsoUse("org.slf4j").applicationMayAlsoUse("java.util");

        assertThat(plainJava).contains("java.lang", "java.util");
        assertThat(rules.domainUses())
                .startsWith(plainJava.toArray(String[]::new))
                .endsWith("org.jspecify.annotations", "java.security")
                .hasSize(plainJava.size() + 2);
        assertThat(rules.applicationUses())
                .startsWith(plainJava.toArray(String[]::new))
                .endsWith("org.slf4j")
                .hasSize(plainJava.size() + 1);
    }

    @Test
    void what_alone_a_layer_uses_is_said_in_place_of_plain_java() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme")
                .domainMayAlsoUse("org.jspecify.annotations")
                .domainUsesOnly("java.lang")
                .domainUsesOnly("java.time..")
                .applicationUsesOnly("java.lang", "java.util");

        assertThat(rules.domainUses()).containsExactly("java.lang", "java.time..", "org.jspecify.annotations");
        assertThat(rules.applicationUses()).containsExactly("java.lang", "java.util");
        assertThatThrownBy(rules::domainUsesOnly)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Name at least one package: domainUsesOnly(\"java.lang\", \"java.util..\").");
        assertThatThrownBy(rules::applicationUsesOnly).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_bootstrap_may_use_adds_up() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme")
                .bootstrapMayUse("javax.sql")
                .bootstrapMayUse("org.flywaydb..");

        assertThat(rules.bootstrapUses).containsExactly("javax.sql", "org.flywaydb..");
    }

    @Test
    void layers_may_have_other_names() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme")
                .domainIn("core.model")
                .applicationIn("core.usecases")
                .adaptersIn("edge")
                .bootstrapIn("app")
                .withAdapters("rest", "kafka.consumer");

        assertThat(new Layers(rules).all())
                .extracting(Layers.Layer::packageName)
                .containsExactly(
                        "com.acme.core.model",
                        "com.acme.core.usecases",
                        "com.acme.edge.rest",
                        "com.acme.edge.kafka.consumer",
                        "com.acme.app");
    }

    @Test
    void rules_that_need_a_list_apply_once_it_is_given() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme").withAdapters("http", "jdbc");
        assertThat(rules.rules())
                .extracting(HexagonalRule::name)
                .contains("dependencies-point-inward")
                .doesNotContain("technology-stays-in-its-adapter", "public-types-are-a-listed-few");

        rules.technologyOf("jdbc", "java.sql..").publicTypes("application.Hexagon");

        assertThat(rules.rules())
                .extracting(HexagonalRule::name)
                .contains("technology-stays-in-its-adapter", "public-types-are-a-listed-few");
    }

    @Test
    void test_classes_are_left_out_whether_they_are_in_folders_or_in_jars() {
        assertThat(HexagonalRules.forBasePackage("io.rolemap.architecture").serviceOnTheClassPath())
                .anyMatch(type -> type.isEquivalentTo(HexagonalRules.class))
                .noneMatch(type -> type.isEquivalentTo(getClass())
                        || type.getPackageName().startsWith("io.rolemap.architecture.fixtures"));
        assertThat(isLookedAt("file:///srv/service/domain/target/classes/com/acme/domain/A.class"))
                .isTrue();
        assertThat(isLookedAt("jar:file:///repo/acme-domain-1.0.jar!/com/acme/domain/A.class"))
                .isTrue();
        assertThat(isLookedAt("file:///srv/service/domain/target/test-classes/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("jar:file:///repo/acme-domain-1.0-tests.jar!/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("file:///srv/service/build/classes/java/main/com/acme/domain/A.class"))
                .isTrue();
        assertThat(isLookedAt("file:///srv/service/build/classes/java/latest/com/acme/domain/A.class"))
                .isTrue();
        assertThat(isLookedAt("file:///srv/service/build/classes/kotlin/jvm/test/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("file:///srv/service/build/classes/java/test/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("file:///srv/service/build/classes/kotlin/integrationTest/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("file:///srv/service/build/classes/java/testFixtures/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("jar:file:///repo/acme-domain-1.0-test-fixtures.jar!/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("file:///srv/service/bin/main/com/acme/domain/A.class"))
                .isTrue();
        assertThat(isLookedAt("file:///srv/service/bin/test/com/acme/domain/A.class"))
                .isFalse();
        assertThat(isLookedAt("file:///srv/service/out/test/domain/com/acme/domain/A.class"))
                .isFalse();
    }

    @Test
    void each_rule_is_a_test_of_its_own() {
        assertThat(HexagonalRules.forBasePackage("io.rolemap.architecture.fixtures.complete")
                        .withAdapters("http", "jdbc")
                        .testsOver(new ClassFileImporter().importPackages("io.rolemap.architecture.fixtures.complete")))
                .extracting(DynamicTest::getDisplayName)
                .containsExactly(
                        "every-class-belongs-to-a-layer",
                        "no-layer-is-empty",
                        "dependencies-point-inward",
                        "adapters-do-not-know-each-other",
                        "only-bootstrap-wires",
                        "features-have-no-cycles",
                        "packages-of-a-layer-have-no-cycles",
                        "domain-is-plain-java",
                        "application-is-plain-java",
                        "classes-are-final",
                        "static-means-final",
                        "no-field-is-injected",
                        "time-is-handed-over",
                        "randomness-is-handed-over",
                        "only-the-command-line-prints",
                        "no-thread-locals",
                        "wire-types-stay-in-their-adapter",
                        "domain-types-are-never-serialised",
                        "settings-name-what-exists");
    }

    private static boolean isLookedAt(String location) {
        return HexagonalRules.isNoTest(Location.of(URI.create(location)));
    }
}
