package io.rolemap.adapters.jdbc.testing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per user of this machine and used by all builds. */
final class PostgresBinaries {

    private static final boolean WINDOWS = osName().startsWith("windows");

    private PostgresBinaries() {}

    /** The folder that holds {@code bin}. */
    static Path unpacked() throws IOException {
        byte[] archive;
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), hardware())) {
            archive = in.readAllBytes();
        }
        Path target = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("rolemap-postgres-" + System.getProperty("user.name") + "-" + digest(archive));
        if (!Files.isDirectory(target)) {
            unpackAtOnce(archive, target);
        }
        return target;
    }

    static String program(String name) {
        return WINDOWS ? name + ".exe" : name;
    }

    /** Builds that run side by side see the folder whole or not at all. */
    private static void unpackAtOnce(byte[] archive, Path target) throws IOException {
        Path unfinished = Files.createTempDirectory(target.getParent(), target.getFileName() + "-unfinished-");
        try {
            unpack(archive, unfinished);
            openToAll(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException impossibleInOneFolder) {
            throw impossibleInOneFolder;
        } catch (IOException fault) {
            if (!Files.isDirectory(target)) {
                throw fault;
            }
        } finally {
            deleteTree(unfinished);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive of PostgreSQL leaves its folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, file);
                    if ((entry.getMode() & 0111) != 0 && !file.toFile().setExecutable(true, false)) {
                        throw new IOException("A program of PostgreSQL can't be made executable");
                    }
                }
            }
        }
    }

    /** Another user than the one who unpacks may have to run them. */
    private static void openToAll(Path folder) throws IOException {
        if (!folder.toFile().setReadable(true, false) || !folder.toFile().setExecutable(true, false)) {
            throw new IOException("The folder of PostgreSQL can't be opened to other users");
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String system() {
        return WINDOWS ? "Windows" : osName().startsWith("mac") ? "Darwin" : "Linux";
    }

    private static String hardware() {
        String architecture = System.getProperty("os.arch");
        return architecture.equals("amd64") ? "x86_64" : architecture;
    }

    private static String osName() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT);
    }
}
