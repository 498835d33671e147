package io.rolemap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Services are cut in many ways; the rules hold in each. */
class LayoutsTest {

    private static final String SHOP = "io.rolemap.architecture.shop";
    private static final JavaClasses SHOP_CLASSES = Runs.classesIn(SHOP);
    private static final String FIXTURES = "io.rolemap.architecture.fixtures";
    private static final JavaClasses ALL_FIXTURES = Runs.classesIn(FIXTURES);

    @Test
    void a_service_may_have_its_adapters_and_its_application_class_in_the_base_package() {
        assertThat(Runs.failures(shop(), SHOP_CLASSES)).isEmpty();
    }

    @Test
    void the_base_package_is_bootstrap_without_the_packages_below_it() {
        HexagonalRules rules = HexagonalRules.forBasePackage(SHOP)
                .withoutApplicationLayer()
                .adaptersInBasePackage()
                .withAdapters("store")
                .bootstrapInBasePackage();

        assertThat(Runs.violations(rules, "every-class-belongs-to-a-layer", SHOP_CLASSES))
                .containsExactly(
                        "Class <" + SHOP
                                + ".generated.Tables> is in no layer, unless .bootstrapIn(\"generated\") says so,"
                                + " in (Tables.java)",
                        "Class <" + SHOP + ".web.OrderPages> is in no layer, unless .bootstrapIn(\"web\") says so,"
                                + " in (OrderPages.java)");
        assertThat(Runs.violations(rules.bootstrapIn("web"), "every-class-belongs-to-a-layer", SHOP_CLASSES))
                .containsExactly("Class <" + SHOP + ".generated.Tables> is in no layer, unless"
                        + " .bootstrapIn(\"generated\") says so, in (Tables.java)");
    }

    @Test
    void without_being_told_so_nothing_in_the_base_package_is_bootstrap() {
        HexagonalRules rules =
                HexagonalRules.forBasePackage(SHOP).adaptersInBasePackage().withAdapters("web", "store");

        assertThat(Runs.violations(rules, "every-class-belongs-to-a-layer", SHOP_CLASSES))
                .contains("Class <" + SHOP + ".ShopApplication> is in no layer in (ShopApplication.java)");
    }

    @Test
    void a_service_that_has_no_application_layer_has_no_rule_for_it() {
        assertThat(shop().rules())
                .extracting(HexagonalRule::name)
                .contains("domain-is-plain-java")
                .doesNotContain("application-is-plain-java");
    }

    @Test
    void names_of_layers_may_have_several_segments() {
        HexagonalRules complete = HexagonalRules.forBasePackage("io.rolemap.architecture")
                .domainIn("fixtures.complete.domain")
                .applicationIn("fixtures.complete.application")
                .adaptersIn("fixtures.complete")
                .withAdapters("adapters.http", "adapters.jdbc")
                .bootstrapIn("fixtures.complete.bootstrap")
                .leavingOut("fixtures.complete.generated")
                .ambientDefaultsIn("fixtures.complete.application.Hexagon")
                .commandLineIn("fixtures.complete.bootstrap.Main");

        assertThat(Runs.failures(complete, Runs.classesIn(FIXTURES + ".complete")))
                .isEmpty();
    }

    @Test
    void rules_look_into_layers_whose_names_have_several_segments() {
        HexagonalRules broken = HexagonalRules.forBasePackage(FIXTURES)
                .domainIn("adapters_do_not_know_each_other.broken.domain")
                .adaptersIn("adapters_do_not_know_each_other.broken")
                .withAdapters("adapters.http", "adapters.jdbc");

        assertThat(Runs.violations(broken, "adapters-do-not-know-each-other", ALL_FIXTURES))
                .map(line -> line.replace(FIXTURES + ".adapters_do_not_know_each_other.broken", "~"))
                .isEqualTo(ExpectedViolations.of("adapters-do-not-know-each-other"));
    }

    @Test
    void of_two_layers_one_below_the_other_a_class_is_in_the_one_below() {
        HexagonalRules rules = HexagonalRules.forBasePackage("io.rolemap.architecture")
                .domainIn("shop")
                .applicationIn("shop.web")
                .adaptersIn("shop.store")
                .withAdapters("none");
        Layers layers = new Layers(rules);

        assertThat(layers.of(SHOP_CLASSES.get(SHOP + ".web.OrderPages")))
                .hasValueSatisfying(layer -> assertThat(layer.name()).isEqualTo("shop.web"));
        assertThat(layers.of(SHOP_CLASSES.get(SHOP + ".domain.Order")))
                .hasValueSatisfying(layer -> assertThat(layer.name()).isEqualTo("shop"));
    }

    @Test
    void what_all_layers_share_is_in_a_package_of_the_domain() {
        HexagonalRules rules = HexagonalRules.forBasePackage(SHOP)
                .domainIn("domain", "generated")
                .withoutApplicationLayer()
                .adaptersInBasePackage()
                .withAdapters("web", "store")
                .bootstrapInBasePackage();

        assertThat(Runs.violations(rules, "every-class-belongs-to-a-layer", SHOP_CLASSES))
                .isEmpty();
        assertThat(Runs.violations(rules, "dependencies-point-inward", SHOP_CLASSES))
                .isEmpty();
    }

    @Test
    void the_packages_of_the_domain_are_one_layer() {
        HexagonalRules rules = HexagonalRules.forBasePackage(SHOP)
                .domainIn("domain", "store")
                .adaptersInBasePackage()
                .withAdapters("web")
                .publicWithinTheirLayer("domain.Order", "domain.Orders", "domain.PlaceOrder");

        assertThat(Runs.violations(rules, "internals-stay-in-their-layer", SHOP_CLASSES))
                .isNotEmpty()
                .noneMatch(line -> line.contains("<" + SHOP + ".store."));
    }

    @Test
    void bootstrap_may_have_several_packages_besides_the_base_package() {
        HexagonalRules rules = shop().bootstrapIn("config", "generated");

        assertThat(new Layers(rules).of(SHOP_CLASSES.get(SHOP + ".generated.Tables")))
                .hasValueSatisfying(layer -> assertThat(layer.kind()).isEqualTo(Layers.Kind.BOOTSTRAP));
    }

    @Test
    void what_is_left_out_keeps_no_rule() {
        HexagonalRules rules = shop();

        assertThat(Runs.violations(rules, "static-means-final", SHOP_CLASSES)).isEmpty();
        assertThat(Runs.violations(rules, "classes-are-final", SHOP_CLASSES)).isEmpty();
        assertThat(Runs.violations(rules, "time-is-handed-over", SHOP_CLASSES)).isEmpty();
    }

    @Test
    void what_is_left_out_inside_a_layer_still_belongs_to_it() {
        HexagonalRules rules = HexagonalRules.forBasePackage(SHOP)
                .adaptersInBasePackage()
                .withAdapters("web", "store", "generated")
                .leavingOut("generated");

        assertThat(Runs.violations(rules, "adapters-do-not-know-each-other", SHOP_CLASSES))
                .containsExactly("Method <" + SHOP + ".store.OrderTable.add(" + SHOP + ".domain.Order)> calls method <"
                        + SHOP + ".generated.Tables.insert(java.lang.String)> in (OrderTable.java)");
    }

    @Test
    void what_is_left_out_elsewhere_is_like_a_library() {
        HexagonalRules rules = HexagonalRules.forBasePackage(SHOP)
                .domainIn("store")
                .applicationIn("domain")
                .adaptersInBasePackage()
                .withAdapters("web")
                .leavingOut("generated");

        assertThat(Runs.violations(rules, "domain-is-plain-java", SHOP_CLASSES))
                .containsExactly("Method <" + SHOP + ".store.OrderTable.add(" + SHOP + ".domain.Order)> calls method <"
                        + SHOP + ".generated.Tables.insert(java.lang.String)> in (OrderTable.java)");
        assertThat(Runs.violations(rules.domainMayAlsoUse(SHOP + ".generated"), "domain-is-plain-java", SHOP_CLASSES))
                .isEmpty();
    }

    @Test
    void a_base_package_that_is_too_far_up_is_an_error_that_names_the_right_one() {
        HexagonalRules rules =
                HexagonalRules.forBasePackage(FIXTURES + ".no_layer_is_empty").withAdapters("http", "jdbc");

        assertThatThrownBy(() -> rules.testsOver(ALL_FIXTURES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No layer is below " + FIXTURES + ".no_layer_is_empty: there is no class in "
                        + FIXTURES + ".no_layer_is_empty.domain, ")
                .hasMessageEndingWith(".no_layer_is_empty.bootstrap. There are domain, application, adapters.http,"
                        + " adapters.jdbc, bootstrap below " + FIXTURES
                        + ".no_layer_is_empty.kept: is that the base package?");
    }

    @Test
    void layers_that_are_nowhere_are_an_error() {
        HexagonalRules rules = HexagonalRules.forBasePackage(SHOP)
                .domainIn("modell")
                .withoutApplicationLayer()
                .withAdapters("http");

        assertThatThrownBy(() -> rules.testsOver(SHOP_CLASSES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No layer is below " + SHOP + ": there is no class in " + SHOP + ".modell, " + SHOP
                        + ".adapters.http, " + SHOP + ".bootstrap. Are the layers called otherwise?");
    }

    @Test
    void a_rule_that_is_switched_off_is_skipped_with_its_reason() {
        HexagonalRules rules = HexagonalRules.forBasePackage(FIXTURES + ".classes_are_final.broken")
                .withAdapters("http", "jdbc")
                .without("classes-are-final", "Spring subclasses what it configures.")
                .without("no-layer-is-empty", "This is a part.");

        assertThat(Runs.failures(rules, ALL_FIXTURES))
                .hasSize(2)
                .hasEntrySatisfying(
                        "classes-are-final",
                        skipped -> assertThat(skipped)
                                .isInstanceOf(TestAbortedException.class)
                                .hasMessage(
                                        "classes-are-final is switched off: Spring subclasses what it configures."));
    }

    @Test
    void only_a_rule_that_exists_can_be_switched_off() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme");

        assertThatThrownBy(() -> rules.without("classes-are-finale", "We extend."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no rule 'classes-are-finale'. There are:"
                        + " every-class-belongs-to-a-layer, no-layer-is-empty, ")
                .hasMessageContaining(", technology-stays-in-its-adapter, ")
                .hasMessageEndingWith(", settings-name-what-exists.");
    }

    @Test
    void no_rule_is_switched_off_without_a_reason() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme");

        assertThatThrownBy(() -> rules.without("classes-are-final", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Say why 'classes-are-final' is switched off.");
    }

    @Test
    void a_type_and_those_nested_in_it_can_be_excepted_from_a_rule() {
        HexagonalRules rules = classesThatAreNotFinal().except("classes-are-final", "domain.Mapping", "We extend it.");

        assertThat(failuresOfPart(rules)).isEmpty();
        assertThat(failuresOfPart(classesThatAreNotFinal())).containsOnlyKeys("classes-are-final");
    }

    @Test
    void an_exception_from_one_rule_is_none_from_another() {
        HexagonalRules rules = classesThatAreNotFinal().except("static-means-final", "domain.Mapping", "We count.");

        assertThat(failuresOfPart(rules)).containsOnlyKeys("classes-are-final");
    }

    @Test
    void types_with_an_annotation_can_be_excepted_from_a_rule() {
        String base = FIXTURES + ".no_field_is_injected.broken";
        HexagonalRules rules = part("no_field_is_injected.broken");
        assertThat(failuresOfPart(rules)).containsOnlyKeys("no-field-is-injected");

        rules.exceptAnnotated("no-field-is-injected", base + ".adapters.http.Managed", "Its container fills it.");

        assertThat(failuresOfPart(rules)).isEmpty();
    }

    @Test
    void what_is_excepted_exists() {
        HexagonalRules rules = classesThatAreNotFinal()
                .except("classes-are-final", "domain.Mapping", "We extend it.")
                .except("no-thread-locals", "domain.Gone", "We had one.")
                .exceptAnnotated("classes-are-final", "com.acme.Gone", "We had some.");

        assertThat(failuresOfPart(rules)).containsOnlyKeys("settings-name-what-exists");
        assertThat(Runs.violations(rules, "settings-name-what-exists", ALL_FIXTURES))
                .containsExactlyInAnyOrder(
                        "There is no class <" + FIXTURES + ".classes_are_final.broken.domain.Gone> as except says",
                        "There is no class with @com.acme.Gone as exceptAnnotated says");
    }

    @Test
    void an_exception_is_from_a_rule_that_exists_and_has_a_reason() {
        HexagonalRules rules = HexagonalRules.forBasePackage("com.acme");

        assertThatThrownBy(() -> rules.except("classes-are-finale", "domain.Order", "We extend it."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no rule 'classes-are-finale'. There are: ");
        assertThatThrownBy(() -> rules.except("classes-are-final", "domain.Order", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Say why 'classes-are-final' does not hold for domain.Order.");
        assertThatThrownBy(() -> rules.exceptAnnotated("classes-are-final", "com.acme.Open", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Say why 'classes-are-final' does not hold for @com.acme.Open.");
        assertThatThrownBy(() -> rules.except("settings-name-what-exists", "domain.Order", "It was there."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'settings-name-what-exists' is about these settings: no type is an exception.");
    }

    private static Map<String, Throwable> failuresOfPart(HexagonalRules rules) {
        Map<String, Throwable> failures = Runs.failures(rules, ALL_FIXTURES);
        failures.remove("no-layer-is-empty");
        return failures;
    }

    private static HexagonalRules classesThatAreNotFinal() {
        return part("classes_are_final.broken");
    }

    private static HexagonalRules part(String fixture) {
        return HexagonalRules.forBasePackage(FIXTURES + "." + fixture).withAdapters("http", "jdbc");
    }

    private static HexagonalRules shop() {
        return HexagonalRules.forBasePackage(SHOP)
                .withoutApplicationLayer()
                .adaptersInBasePackage()
                .withAdapters("web", "store")
                .bootstrapInBasePackage()
                .leavingOut("generated");
    }
}
