package io.rolemap.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeneratedTest {

    @Test
    void runs_the_property_as_often_as_asked_with_different_inputs() {
        Set<Long> inputs = new HashSet<>();

        Generated.cases(100, random -> inputs.add(random.nextLong()));

        assertThat(inputs).hasSize(100);
    }

    @Test
    void a_failure_names_the_seed_that_makes_its_input_again() {
        long[] input = new long[1];

        assertThatThrownBy(() -> Generated.cases(10, random -> {
                    input[0] = random.nextLong();
                    throw new IllegalStateException("does not hold");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("Case 1 of 10 failed; repeat it with -Drolemap.test.seed=-?\\d+: does not hold")
                .satisfies(failure -> {
                    String seed = failure.getMessage().replaceAll(".*seed=(-?\\d+):.*", "$1");
                    assertThat(new SplittableRandom(Long.parseLong(seed)).nextLong())
                            .isEqualTo(input[0]);
                });
    }
}
