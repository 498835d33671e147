package io.rolemap.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
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

    @Test
    void bounds_and_methods_that_are_only_named_like_those_of_every_object_are_listed() {
        assertThat(PublicApi.describe(Sample.class)).isEqualTo("""
                        abstract static class %s<T extends java.lang.Comparable<T>>
                            protected abstract <A extends java.lang.Appendable & java.io.Closeable> A writeTo(A)
                            public abstract int hashCode(int)
                            public abstract java.lang.String toString(java.util.Locale)
                        """.formatted(Sample.class.getName()));
    }

    abstract static class Sample<T extends Comparable<T>> {

        private final T value;

        Sample(T value) {
            this.value = value;
        }

        protected abstract <A extends Appendable & Closeable> A writeTo(A target);

        public abstract int hashCode(int seed);

        public abstract String toString(Locale locale);

        @Override
        public boolean equals(Object other) {
            return other instanceof Sample<?> sample && value.equals(sample.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }
}
