package io.rolemap.adapters.http.shared.edge;

import java.time.Duration;

/**
 * How much and how long.
 *
 * @param requestsInFlight how many requests are worked on at a time; those whose body is awaited don't count
 * @param idle how long a connection may say nothing
 * @param head how long the head of a request may take to arrive, from its first byte
 * @param body how long the body may take to arrive after it is asked for, and how long a large one may go without bringing much
 * @param request how long a request may take altogether, its answer included
 * @param sweep how often connections are looked at, and so how exact {@code head} and {@code request} are
 * @param large what holds for large bodies and for answers that are made while they are sent
 */
public record Limits(
        int requestsInFlight,
        Duration idle,
        Duration head,
        Duration body,
        Duration request,
        Duration sweep,
        Large large) {

    /** The largest body, in bytes. */
    static final int MAX_BODY = 64 * 1024;

    /** The largest body of routes that take large ones, in bytes. */
    static final int MAX_LARGE_BODY = 48 * 1024 * 1024;

    /** What is right for a server in production: a request that is not sent to its end is gone within 30 seconds. */
    public static final Limits DEFAULT = new Limits(
            128,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Large.DEFAULT);

    /** With the usual limits for what is large. */
    public Limits(int requestsInFlight, Duration idle, Duration head, Duration body, Duration request, Duration sweep) {
        this(requestsInFlight, idle, head, body, request, sweep, Large.DEFAULT);
    }

    /** These limits with others for what is large. */
    public Limits with(Large other) {
        return new Limits(requestsInFlight, idle, head, body, request, sweep, other);
    }

    /**
     * How much and how long, where much is sent. What is not large is not concerned, on whatever route. A body is large as soon
     * as more than 64 KiB of it have arrived, whatever was announced.
     *
     * @param bytes how many bytes of large bodies are held at a time, from when they arrive until their request is answered;
     *     counted in steps of 64 KiB
     * @param progress how many bytes of a large body have to arrive in each period of {@link Limits#body}, besides its first
     *     64 KiB: no body is fast enough to be slow afterwards
     * @param request how long a request that sends or is sent much may take altogether
     * @param sets how many requests at a time may be about a whole set, whatever the size of their bodies: from when the body is
     *     there until the answer is sent, since much of what is stored is in memory meanwhile; and how many others at a time
     *     may have a large body, which don't count among those
     * @param patience how long another one of either waits before it is refused
     * @param lists how many long lists are sent at a time; whoever asks for one too many is refused
     */
    public record Large(int bytes, int progress, Duration request, int sets, Duration patience, int lists) {

        /** What is right for a server in production: two bodies of 48 MiB; slow lines have at least 0.6 Mbit/s. */
        public static final Large DEFAULT = new Large(2 * MAX_LARGE_BODY, 1024 * 1024, Duration.ofMinutes(5));

        /** With the usual limits for whole sets and long lists. */
        public Large(int bytes, int progress, Duration request) {
            this(bytes, progress, request, 4, Duration.ofSeconds(2), 64);
        }

        /** These limits with others for whole sets, and for other large bodies. */
        public Large withSets(int atATime, Duration longestWait) {
            return new Large(bytes, progress, request, atATime, longestWait, lists);
        }

        /** These limits with another one for long lists. */
        public Large withLists(int atATime) {
            return new Large(bytes, progress, request, sets, patience, atATime);
        }
    }
}
