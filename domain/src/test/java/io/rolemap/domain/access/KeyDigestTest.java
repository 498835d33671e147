package io.rolemap.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyDigestTest {

    @ParameterizedTest
    @CsvSource({
        "'',e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "abc,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "é,4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    })
    void is_the_sha_256_of_the_utf_8_form(String credential, String hex) {
        assertThat(HexFormat.of().formatHex(KeyDigest.of(credential).toBytes())).isEqualTo(hex);
    }

    @Test
    void comes_back_from_its_bytes() {
        KeyDigest digest = KeyDigest.of("credential");

        assertThat(KeyDigest.fromBytes(digest.toBytes())).isEqualTo(digest).hasSameHashCodeAs(digest);
    }

    @Test
    void differs_for_different_credentials() {
        assertThat(KeyDigest.of("credential"))
                .isNotEqualTo(KeyDigest.of("Credential"))
                .isNotEqualTo("credential");
    }

    @Test
    void differs_when_any_one_bit_does() {
        KeyDigest digest = KeyDigest.of("credential");
        for (int bit = 0; bit < 256; bit++) {
            byte[] bytes = digest.toBytes();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(KeyDigest.fromBytes(bytes)).isNotEqualTo(digest);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 31, 33, 64})
    void refuses_bytes_that_are_no_sha_256(int length) {
        assertThatThrownBy(() -> KeyDigest.fromBytes(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A SHA-256 digest has 32 bytes, not " + length);
    }

    @Test
    void cannot_be_changed_through_the_arrays_it_takes_and_gives() {
        byte[] given = KeyDigest.of("credential").toBytes();
        KeyDigest digest = KeyDigest.fromBytes(given);

        given[0]++;
        digest.toBytes()[1]++;

        assertThat(digest).isEqualTo(KeyDigest.of("credential"));
    }

    @Test
    void its_text_form_shows_nothing_of_it() {
        assertThat(KeyDigest.of("credential")).hasToString("KeyDigest");
    }
}
