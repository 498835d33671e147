package io.rolemap.adapters.http.shared.edge;

import java.util.random.RandomGenerator;

/** An identifier that nothing has, because nobody can know it. */
final class Nobody {

    private final String id;

    Nobody(RandomGenerator secureRandom) {
        id = "~" + Long.toHexString(secureRandom.nextLong()) + Long.toHexString(secureRandom.nextLong());
    }

    String id() {
        return id;
    }
}
