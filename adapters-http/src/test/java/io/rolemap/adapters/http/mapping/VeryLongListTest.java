package io.rolemap.adapters.http.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.http.TestServer;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class VeryLongListTest {

    private static final int MAPPINGS = 100_000;
    private static final int BYTES_OF_ONE = 500;
    private static final int SMALL_BUFFER = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 30_000;

    /** More than what a socket of this machine may hold, and less than half of the list. */
    private static final int MOST_AHEAD = 16 * 1024 * 1024;

    private static final String REQUEST = "GET /orgs/acme/identity-providers/okta/group-mappings?role_id=1 HTTP/1.1\r\n"
            + "Host: x\r\nConnection: close\r\nAuthorization: Bearer " + TestServer.OPERATOR_KEY + "\r\n\r\n";

    @Test
    void a_hundred_thousand_mappings_are_taken_from_the_storage_no_faster_than_they_are_read() throws IOException {
        Unending storage = new Unending();
        try (TestServer server = TestServer.start(rolemap -> rolemap.mappings(storage), http -> http);
                Socket client = new Socket()) {
            client.setReceiveBufferSize(SMALL_BUFFER);
            client.setSoTimeout(TIMEOUT_MILLIS);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            InputStream in = client.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            for (int others = 0; others < 200; others++) {
                server.operator().get("/orgs/acme/identity-providers");
            }

            long read = 1;
            int objects = 0;
            byte[] piece = new byte[64 * 1024];
            int length;
            do {
                assertThat(storage.bytes() - read).isLessThan(MOST_AHEAD);
                length = in.read(piece);
                read += Math.max(length, 0);
                for (int i = 0; i < length; i++) {
                    objects += piece[i] == '{' ? 1 : 0;
                }
            } while (length >= 0);

            assertThat(objects).isEqualTo(MAPPINGS + 1);
            assertThat(read).isGreaterThan(2L * MOST_AHEAD);
        }
    }

    /** Has as many mappings as are asked for, and keeps none. */
    private static final class Unending implements GroupRoleMappingRepository {
        private static final String GROUP = "g".repeat(400);

        private final AtomicInteger made = new AtomicInteger();

        /** How many bytes at least there would be in an answer, of what was taken. */
        long bytes() {
            return (long) made.get() * BYTES_OF_ONE;
        }

        @Override
        public Optional<MappingPage> list(MappingQuery query) {
            int from = query.after()
                    .map(position -> Integer.parseInt(position.id().value()) + 1)
                    .orElse(0);
            int to = Math.min(from + query.limit() + 1, MAPPINGS);
            made.addAndGet(Math.min(query.limit(), to - from));
            return Optional.of(MappingPage.startOf(
                    IntStream.range(from, to).mapToObj(i -> mapping(query, i)).toList(), query.limit()));
        }

        private static GroupRoleMapping mapping(MappingQuery query, int number) {
            return new GroupRoleMapping(
                    new MappingId(Integer.toString(number)),
                    query.org(),
                    query.connection(),
                    new ExternalGroup(GROUP + number),
                    new RoleId(1),
                    Samples.NOW,
                    Samples.NOW);
        }

        @Override
        public Insertion insert(GroupRoleMapping mapping) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<GroupRoleMapping> find(OrgId org, ConnectionId connection, MappingId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Replacement replace(GroupRoleMapping expected, GroupRoleMapping replacement) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(GroupRoleMapping expected) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<List<GroupRoleMapping>> listExclusively(OrgId org, ConnectionId connection) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<RoleId> apply(OrgId org, ConnectionId connection, MappingChanges changes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<RoleId> unknownRoles(OrgId org, Set<RoleId> roles) {
            throw new UnsupportedOperationException();
        }
    }
}
