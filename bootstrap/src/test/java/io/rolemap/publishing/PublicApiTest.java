package io.rolemap.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    private static final String WRITE = "api.write";

    /** A change of the API is a change of this one file, which a reader of the commit can't miss. */
    @Test
    void the_public_api_is_the_listed_one() throws IOException {
        String present = PublicApi.present();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PublicApi.FILE, present);
        }

        assertThat(present)
                .as(
                        "If the change is meant, write it down with -D%s=true, and see what CONTRIBUTING says about"
                                + " compatibility",
                        WRITE)
                .isEqualTo(Files.readString(PublicApi.FILE));
    }
}
