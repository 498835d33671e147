package io.rolemap.adapters.http.shared.edge;

import io.rolemap.adapters.http.shared.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page of a list ends, as a text that is opaque to clients and safe in URLs: base64url (RFC 4648, section 5) of a
 * version, the position of the last item, and a digest of both and of the list that the position is in. A position is no
 * item, so that a token outlives the item it was made of.
 *
 * <p>The digest finds out what was changed by mistake or is used for another list. It is no secret and grants nothing:
 * whoever computes one reaches a position in a list that she may read anyway.
 */
public final class PageToken {

    /** The query parameter that has it. */
    public static final String PARAMETER = "page_token";

    private static final byte VERSION = 1;
    private static final int DIGEST_BYTES = 16;
    private static final int HEAD_BYTES = 1 + Long.BYTES;
    private static final int MOST_CHARACTERS = 1024;

    private PageToken() {}

    /**
     * The token of a position.
     *
     * @param list names the list: all that decides what is in it, such as an organisation and filters, always in one order
     */
    public static String encode(List<String> list, Position position) {
        byte[] content = contentOf(position);
        byte[] digest = digestOf(list, content);
        byte[] all = Arrays.copyOf(content, content.length + DIGEST_BYTES);
        System.arraycopy(digest, 0, all, content.length, DIGEST_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * The position of a token.
     *
     * @param list as it was when the token was made
     * @throws ProblemException 400, when {@code text} is not to the letter a token that was made for this list
     */
    public static Position decode(List<String> list, String text) {
        return tryDecode(list, text)
                .orElseThrow(() -> Query.refused(
                        PARAMETER, "must be, unchanged, the next_page_token of the same list with the same filters"));
    }

    private static Optional<Position> tryDecode(List<String> list, String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (all.length < HEAD_BYTES + DIGEST_BYTES || all[0] != VERSION) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(all, all.length - DIGEST_BYTES);
        byte[] digest = Arrays.copyOfRange(all, content.length, all.length);
        if (!MessageDigest.isEqual(digest, digestOf(list, content))) {
            return Optional.empty();
        }
        try {
            String id = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, HEAD_BYTES, content.length - HEAD_BYTES))
                    .toString();
            Position position = new Position(ByteBuffer.wrap(content).getLong(1), id);
            // The decoder takes padding, and bits that mean nothing at the end: other spellings of the same token.
            return Optional.of(position).filter(found -> encode(list, found).equals(text));
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private static byte[] contentOf(Position position) {
        byte[] id = position.id().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD_BYTES + id.length)
                .put(VERSION)
                .putLong(position.millis())
                .put(id)
                .array();
    }

    private static byte[] digestOf(List<String> list, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(list.size());
            for (String part : list) {
                // UTF-16, which tells any two strings apart.
                out.writeInt(part.length());
                out.writeChars(part);
            }
            out.writeInt(content.length);
            out.write(content);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return Arrays.copyOf(digest, DIGEST_BYTES);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * A place in a list that is ordered by a moment, as that of creation: after everything whose moment is earlier, or the
     * same and whose id is no greater.
     *
     * @param millis milliseconds since 1970-01-01T00:00:00Z
     * @param id of the item it was made of, well-formed Unicode, of at most 500 bytes in UTF-8
     */
    public record Position(long millis, String id) {}
}
