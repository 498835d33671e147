package io.rolemap.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** What is published for embedders, as it was packaged. */
class PublishedArtifactsIT {

    private static final int LARGEST_CORE = 450_000;

    private static final Path BUILD_ROOT = Path.of("..");

    private static final String VERSION = System.getProperty("rolemap.version");

    enum Artifact {
        DOMAIN("domain", "rolemap-domain", "io.rolemap.domain"),
        APPLICATION("application", "rolemap-application", "io.rolemap.application"),
        ADAPTERS_HTTP("adapters-http", "rolemap-adapters-http", "io.rolemap.adapters.http"),
        ADAPTERS_JDBC("adapters-jdbc", "rolemap-adapters-jdbc", "io.rolemap.adapters.jdbc"),
        RULES("bootstrap/rules", "rolemap-rules", "io.rolemap.rules");

        private final String folder;
        private final String id;
        private final String module;

        Artifact(String folder, String id, String module) {
            this.folder = folder;
            this.id = id;
            this.module = module;
        }

        /** @param classifier with its hyphen, or nothing */
        Path jar(String classifier) {
            return target().resolve(id + "-" + VERSION + classifier + ".jar");
        }

        Path target() {
            return BUILD_ROOT.resolve(folder).resolve("target");
        }

        List<String> offered() {
            String layer = this == RULES ? "io.rolemap.architecture" : module;
            return PublicApi.OFFERED.stream()
                    .filter(offered -> offered.equals(layer) || offered.startsWith(layer + "."))
                    .toList();
        }

        /** The POM as it is written. */
        Path sources() {
            return BUILD_ROOT.resolve(folder).resolve("pom.xml");
        }

        /** The POM as it is published. */
        Path pom() {
            return BUILD_ROOT.resolve(folder).resolve(".flattened-pom.xml");
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_brings_along_what_is_listed_and_nothing_else(Artifact artifact) throws IOException {
        String listed = Files.readString(
                Path.of("src", "test", "resources", "io", "rolemap", "publishing", artifact.id + ".txt"));

        String present = Files.readString(artifact.target().resolve("dependency-tree.txt"))
                .replaceAll(":jar:[^:\\s]+", "");

        assertThat(present).isEqualTo(listed);
    }

    @Test
    void domain_and_application_together_are_small() throws IOException {
        assertThat(Files.size(Artifact.DOMAIN.jar("")) + Files.size(Artifact.APPLICATION.jar("")))
                .isLessThan(LARGEST_CORE);
    }

    @ParameterizedTest
    @EnumSource
    void each_comes_with_its_sources_and_their_pages(Artifact artifact) throws IOException {
        assertThat(entries(artifact.jar("-sources"))).anyMatch(name -> name.endsWith(".java"));
        assertThat(entries(artifact.jar("-javadoc"))).contains("index.html");
    }

    @ParameterizedTest
    @EnumSource
    void each_has_the_name_of_a_module_that_never_changes(Artifact artifact) {
        assertThat(module(artifact.jar("")).descriptor().name()).isEqualTo(artifact.module);
    }

    @ParameterizedTest
    @EnumSource(names = {"DOMAIN", "APPLICATION"})
    void domain_and_application_are_modules_of_their_own_that_need_nothing_but_each_other(Artifact artifact) {
        ModuleReference module = module(artifact.jar(""));

        assertThat(module.descriptor().isAutomatic()).isFalse();
        assertThat(module.descriptor().requires())
                .extracting(required -> required.name())
                .isSubsetOf("java.base", "io.rolemap.domain");
    }

    @Test
    void the_test_kit_holds_no_test_of_the_domain_itself() throws IOException {
        assertThat(entries(Artifact.DOMAIN.jar("-tests")))
                .contains("io/rolemap/testkit/GroupRoleMappingRepositoryContract.class")
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/rolemap/testkit/"))
                .noneMatch(name -> name.matches(".*Test(\\$.*)?\\.class"));
        assertThat(entries(Artifact.DOMAIN.jar("-test-sources")))
                .contains("io/rolemap/testkit/GroupRoleMappingRepositoryContract.java");
        assertThat(entries(Artifact.DOMAIN.jar("-test-javadoc"))).contains("index.html");
        assertThat(module(Artifact.DOMAIN.jar("-tests")).descriptor().name()).isEqualTo("io.rolemap.testkit");
    }

    @ParameterizedTest
    @EnumSource
    void each_carries_its_licence(Artifact artifact) throws IOException {
        assertThat(entries(artifact.jar(""))).contains("META-INF/LICENSE");
    }

    @ParameterizedTest
    @EnumSource
    void the_projects_of_others_that_prove_it_were_built(Artifact artifact) throws IOException {
        List<String> projects;
        try (Stream<Path> folders =
                Files.list(BUILD_ROOT.resolve(artifact.folder).resolve(Path.of("src", "it")))) {
            projects = folders.map(folder -> folder.getFileName().toString()).toList();
        }

        assertThat(projects)
                .isNotEmpty()
                .allSatisfy(project -> assertThat(
                                artifact.target().resolve("it").resolve(project).resolve("build.log"))
                        .exists());
    }

    @ParameterizedTest
    @EnumSource
    void the_test_kit_is_the_only_jar_of_tests_among_them(Artifact artifact) throws Exception {
        String testJars = text(parse(artifact.sources()), "build//goals[goal='test-jar']/goal");

        assertThat(testJars).isEqualTo(artifact == Artifact.DOMAIN ? "test-jar" : "");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_compared_with_a_release_is_the_public_api(Artifact artifact) throws Exception {
        String compared = text(
                parse(artifact.sources()),
                "build/pluginManagement/plugins/plugin[artifactId='japicmp-maven-plugin']//includes");

        assertThat(compared.strip().split("\\s+")).containsExactlyInAnyOrderElementsOf(artifact.offered());
    }

    @ParameterizedTest
    @EnumSource
    void each_says_what_it_is_and_who_makes_it(Artifact artifact) throws Exception {
        Document pom = parse(artifact.pom());

        assertThat(Stream.of(
                        "name",
                        "description",
                        "url",
                        "licenses/license/name",
                        "developers/developer/name",
                        "scm/url",
                        "scm/connection"))
                .allSatisfy(
                        element -> assertThat(text(pom, element)).as(element).isNotBlank());
        assertThat(text(pom, "parent")).as("needs nobody's parent").isEmpty();
        assertThat(text(pom, "version")).isEqualTo(VERSION);
    }

    @Test
    void the_bom_names_all_of_them_and_nothing_of_others() throws Exception {
        Document bom = parse(BUILD_ROOT.resolve("bom.xml"));

        List<String> managed = Stream.of(
                        text(bom, "dependencyManagement").strip().split("\\s+"))
                .filter(word -> word.startsWith("rolemap-"))
                .distinct()
                .toList();

        assertThat(managed)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Artifact.values())
                        .map(artifact -> artifact.id)
                        .toList());
        assertThat(text(bom, "dependencyManagement")).doesNotContainPattern("\\b(org|com)\\.");
        assertThat(text(bom, "parent")).isEmpty();
    }

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        }
    }

    private static ModuleReference module(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next();
    }

    private static Document parse(Path pom) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static String text(Document pom, String path) throws XPathExpressionException {
        XPath xpath = XPathFactory.newInstance().newXPath();
        return xpath.evaluate("/project/" + path, pom);
    }
}
