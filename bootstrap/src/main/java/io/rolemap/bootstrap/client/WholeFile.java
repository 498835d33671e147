package io.rolemap.bootstrap.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes a file so that it is the old one or all of the new one, whatever happens in between. */
final class WholeFile {

    /** What is in it. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes beside the file and then puts that in its place, with the permissions of the one that was there. What is no
     * regular file, such as a pipe or a device, is written as it is.
     *
     * @throws IOException when it can't be written; then nothing is left behind
     */
    static void write(Path path, Content content) throws IOException {
        boolean isThere = Files.exists(path);
        if (isThere ? !Files.isRegularFile(path) : Files.isSymbolicLink(path)) {
            try (OutputStream out = Files.newOutputStream(path)) {
                content.writeTo(out);
            }
            return;
        }
        // A link goes on pointing to the file.
        Path target = isThere ? path.toRealPath() : path.toAbsolutePath();
        if (isThere && !Files.isWritable(target)) {
            throw new AccessDeniedException(path.toString());
        }
        Optional<Set<PosixFilePermission>> permissions = isThere ? permissionsOf(target) : Optional.empty();
        Path beside = target.resolveSibling(".rolemap-" + UUID.randomUUID() + ".tmp");
        create(beside, permissions.isPresent());
        try {
            fill(beside, content);
            if (permissions.isPresent()) {
                Files.setPosixFilePermissions(beside, permissions.get());
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** @param own whether nobody else may see it before it has the permissions of the file it replaces */
    private static void create(Path file, boolean own) throws IOException {
        if (own) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static void fill(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.writeTo(out);
            channel.force(true);
        }
    }

    /** Empty where files have none. */
    private static Optional<Set<PosixFilePermission>> permissionsOf(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null
                ? Optional.empty()
                : Optional.of(view.readAttributes().permissions());
    }
}
