package io.rolemap.adapters.http.shared.edge;

import java.time.Duration;

/**
 * How much and how long.
 *
 * @param requestsInFlight how many requests are worked on at a time; those whose body is awaited don't count
 * @param idle how long a connection may say nothing
 * @param head how long the head of a request may take to arrive, from its first byte
 * @param body how long the body may take to arrive after it is asked for
 * @param request how long a request may take altogether, its answer included
 * @param sweep how often connections are looked at, and so how exact {@code head} and {@code request} are
 */
public record Limits(
        int requestsInFlight, Duration idle, Duration head, Duration body, Duration request, Duration sweep) {

    /** The largest body, in bytes. */
    static final int MAX_BODY = 64 * 1024;

    /** What is right for a server in production: a request that is not sent to its end is gone within 30 seconds. */
    public static final Limits DEFAULT = new Limits(
            128,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1));
}
