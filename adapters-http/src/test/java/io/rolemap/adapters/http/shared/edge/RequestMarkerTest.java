package io.rolemap.adapters.http.shared.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RequestMarkerTest {

    private final RequestMarker.Requests requests = new RequestMarker.Requests();

    @Test
    void a_request_is_in_progress_from_its_beginning_to_its_end() {
        assertThat(requests.inProgress()).isFalse();
        long number = requests.begin();
        assertThat(requests.inProgress()).isTrue();
        requests.end(number);
        assertThat(requests.inProgress()).isFalse();
        assertThat(requests.begun()).isEqualTo(1);
    }

    @Test
    void an_end_that_is_told_after_the_next_request_began_does_not_end_that_one() {
        long first = requests.begin();
        long second = requests.begin();

        requests.end(first);

        assertThat(requests.inProgress()).isTrue();
        requests.end(second);
        assertThat(requests.inProgress()).isFalse();
    }

    @Test
    void an_end_that_is_told_after_the_end_of_the_next_request_changes_nothing() {
        long first = requests.begin();
        long second = requests.begin();

        requests.end(second);
        requests.end(first);

        assertThat(requests.inProgress()).isFalse();
    }
}
