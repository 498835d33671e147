package io.rolemap.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What putting many jars into one can break. */
class PackagedJarIT {

    private static final String SERVICES = "META-INF/services/";

    @Test
    void its_manifest_says_what_to_start_and_that_classes_for_newer_jvms_count() throws IOException {
        try (JarFile jar = new JarFile(RolemapProcess.jar().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.rolemap.bootstrap.Main");
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
            assertThat(manifest.getValue("Implementation-Version")).isEqualTo(Version.current());
        }
    }

    @Test
    void a_class_for_newer_jvms_is_found_by_them() throws IOException {
        try (JarFile jar =
                new JarFile(RolemapProcess.jar().toFile(), true, ZipFile.OPEN_READ, Runtime.Version.parse("25"))) {
            assertThat(jar.isMultiRelease()).isTrue();
            assertThat(jar.versionedStream().filter(entry -> entry.getName().endsWith(".class")))
                    .anyMatch(entry -> entry.getRealName().startsWith("META-INF/versions/21/"))
                    .noneMatch(entry -> entry.getName().startsWith("META-INF/versions/"));
        }
    }

    @Test
    void no_signature_of_a_part_is_left_that_the_whole_would_fail() throws IOException {
        try (JarFile jar = new JarFile(RolemapProcess.jar().toFile())) {
            assertThat(names(jar)).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"));
        }
    }

    @Test
    void no_part_makes_a_module_of_the_whole() throws IOException {
        try (JarFile jar = new JarFile(RolemapProcess.jar().toFile())) {
            assertThat(names(jar)).noneMatch(name -> name.endsWith("module-info.class"));
        }
    }

    @Test
    void every_service_of_every_part_is_still_announced() throws IOException {
        Map<String, Set<String>> parts = new TreeMap<>();
        for (String element : System.getProperty("rolemap.parts").split(System.getProperty("path.separator"))) {
            if (element.endsWith(".jar")) {
                try (JarFile part = new JarFile(element)) {
                    services(part)
                            .forEach((service, providers) -> parts.computeIfAbsent(service, none -> new TreeSet<>())
                                    .addAll(providers));
                }
            }
        }

        try (JarFile whole = new JarFile(RolemapProcess.jar().toFile())) {
            Map<String, Set<String>> merged = services(whole);
            assertThat(parts).containsKeys("java.sql.Driver", "org.slf4j.spi.SLF4JServiceProvider");
            assertThat(parts.get("java.sql.Driver")).contains("org.h2.Driver", "org.postgresql.Driver");
            parts.forEach((service, providers) ->
                    assertThat(merged.get(service)).as(service).containsAll(providers));
        }
    }

    @Test
    void every_service_that_is_announced_is_there() throws IOException {
        try (JarFile jar = new JarFile(RolemapProcess.jar().toFile())) {
            List<String> missing = new ArrayList<>();
            services(jar)
                    .values()
                    .forEach(providers -> providers.stream()
                            .filter(provider -> jar.getEntry(provider.replace('.', '/') + ".class") == null)
                            .forEach(missing::add));

            assertThat(missing).isEmpty();
        }
    }

    @Test
    void the_licences_and_notices_of_the_parts_are_kept() throws IOException {
        try (JarFile jar = new JarFile(RolemapProcess.jar().toFile())) {
            assertThat(text(jar, "META-INF/LICENSE"))
                    .contains("Apache License", "PostgreSQL Global Development Group", "Oliver Siegmar");
            assertThat(text(jar, "META-INF/NOTICE")).contains("Jackson");
        }
    }

    @Test
    void nothing_in_it_depends_on_when_it_was_built() throws IOException {
        try (JarFile jar = new JarFile(RolemapProcess.jar().toFile())) {
            assertThat(jar.stream()
                            .filter(entry -> entry.getName().startsWith("io/rolemap/") && !entry.isDirectory())
                            .map(JarEntry::getTimeLocal)
                            .distinct())
                    .as("the time of every entry is the one that the build file states")
                    .containsExactly(OffsetDateTime.parse(System.getProperty("rolemap.build.time"))
                            .toLocalDateTime());
        }
    }

    private static List<String> names(JarFile jar) {
        return jar.stream().map(JarEntry::getName).toList();
    }

    private static Map<String, Set<String>> services(JarFile jar) throws IOException {
        Map<String, Set<String>> services = new LinkedHashMap<>();
        for (String name : names(jar)) {
            if (name.startsWith(SERVICES) && !name.equals(SERVICES)) {
                Set<String> providers = new LinkedHashSet<>();
                text(jar, name)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(providers::add);
                services.put(name.substring(SERVICES.length()), providers);
            }
        }
        return services;
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
