package io.rolemap.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * An endless series of requests and the status that each must be answered with. The bytes of a request are valid until
 * the next one is asked for; not safe for several threads.
 */
final class Workload {

    private static final int DIGITS = 12;

    private final int expectedStatus;
    private final Supplier<ByteBuffer> requests;

    Workload(int expectedStatus, Supplier<ByteBuffer> requests) {
        this.expectedStatus = expectedStatus;
        this.requests = requests;
    }

    /** Mappings of groups that no request before has named. The requests differ in 12 digits and are equally long. */
    static Workload newGroups(String path, String authorization, long firstNumber) {
        String body = body("0".repeat(DIGITS));
        byte[] request = post(path, authorization, body);
        int firstDigit = request.length - body.length() + body.indexOf("0".repeat(DIGITS));
        ByteBuffer buffer = ByteBuffer.wrap(request);
        long[] next = {firstNumber};
        return new Workload(201, () -> {
            writeDigits(request, firstDigit, next[0]++);
            return buffer.clear();
        });
    }

    /** Mappings of the groups with these numbers, over and over. */
    static Workload knownGroups(String path, String authorization, List<Long> numbers) {
        return repeated(
                409,
                numbers.stream()
                        .map(number -> post(path, authorization, body(digits(number))))
                        .toList());
    }

    /** Reads of these paths, over and over. */
    static Workload reads(List<String> paths, String authorization) {
        return repeated(
                200,
                paths.stream().map(path -> head("GET", path, authorization, "")).toList());
    }

    /** The body that asks for a mapping of the group with this number. */
    static String body(String digits) {
        return body(digits, 2227);
    }

    /** The same for another role. */
    static String body(String digits, int role) {
        return "{\"external_group\":\"CN=team-" + digits + ",OU=Groups,DC=example,DC=com\",\"role_id\":\"" + role
                + "\"}";
    }

    static String digits(long number) {
        String plain = Long.toString(number);
        return "0".repeat(DIGITS - plain.length()) + plain;
    }

    /** Writes the 12 digits of a number over those that begin there. */
    static void writeDigits(byte[] request, int at, long number) {
        long rest = number;
        for (int digit = at + DIGITS - 1; digit >= at; digit--) {
            request[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    ByteBuffer nextRequest() {
        return requests.get();
    }

    int expectedStatus() {
        return expectedStatus;
    }

    private static Workload repeated(int expectedStatus, List<byte[]> requests) {
        List<ByteBuffer> buffers = requests.stream().map(ByteBuffer::wrap).toList();
        int[] next = {0};
        return new Workload(
                expectedStatus, () -> buffers.get(next[0]++ % buffers.size()).clear());
    }

    static byte[] post(String path, String authorization, String body) {
        String length = "Content-Type: application/json\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n";
        byte[] head = head("POST", path, authorization, length);
        return ByteBuffer.allocate(head.length + body.length())
                .put(head)
                .put(body.getBytes(UTF_8))
                .array();
    }

    private static byte[] head(String method, String path, String authorization, String more) {
        return (method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: "
                        + authorization + "\r\n" + more + "\r\n")
                .getBytes(ISO_8859_1);
    }
}
