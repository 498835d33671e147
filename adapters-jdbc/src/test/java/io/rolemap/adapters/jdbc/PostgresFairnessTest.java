package io.rolemap.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.adapters.jdbc.testing.PostgresServer;
import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.MappingChanges;
import io.rolemap.domain.shared.RoleId;
import io.rolemap.testkit.Samples;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An import that never pauses, of several callers at once, and one who wants all mappings of the connection. */
@Timeout(60)
class PostgresFairnessTest {

    private static final int IMPORTERS = 4;
    private static final int SECONDS_TO_COME_ABOUT = 8;
    private static final Connection OKTA = Samples.connection("acme", "okta");

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.at(PostgresServer.shared().newDatabase());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** Makes transactions overlap: each ends only when two more have written, unless those are held up. */
    private static final class Written {

        private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

        private final Lock lock = new ReentrantLock();
        private final Condition another = lock.newCondition();
        private int count;

        private void awaitTwoAfterThis() {
            lock.lock();
            try {
                count++;
                another.signalAll();
                int enough = count + 2;
                long left = LONGEST_NANOS;
                while (count < enough && left > 0) {
                    left = another.awaitNanos(left);
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }
    }

    /** At every moment one of the importers shares the connection. */
    private static void duringImport(Consumer<JdbcStorage> work) throws Exception {
        JdbcStorage storage = database.emptyStorage();
        storage.transactions().forOneCall(() -> storage.connections().insert(OKTA));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger started = new AtomicInteger();
        Written written = new Written();
        CountDownLatch underWay = new CountDownLatch(100);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(IMPORTERS + 1);
        try {
            List<Future<?>> imports = IntStream.range(0, IMPORTERS)
                    .<Future<?>>mapToObj(importer -> callers.submit(() -> {
                        while (!over.get()) {
                            storage.transactions().inTransaction(() -> {
                                int number = started.incrementAndGet();
                                storage.mappings().insert(Samples.mapping(OKTA, "m" + number, "group " + number));
                                written.awaitTwoAfterThis();
                                return true;
                            });
                            underWay.countDown();
                        }
                    }))
                    .toList();
            underWay.await();
            callers.submit(() -> {
                work.accept(storage);
                done.countDown();
            });

            assertThat(done.await(SECONDS_TO_COME_ABOUT, TimeUnit.SECONDS)).isTrue();

            over.set(true);
            for (Future<?> finished : imports) {
                finished.get();
            }
        } finally {
            over.set(true);
            callers.shutdownNow();
        }
    }

    private static void changeAll(JdbcStorage storage) {
        storage.transactions().inTransaction(() -> {
            List<GroupRoleMapping> current =
                    storage.mappings().listExclusively(OKTA.org(), OKTA.id()).orElseThrow();
            List<MappingChanges.Update> updates = current.stream()
                    .map(mapping -> new MappingChanges.Update(mapping, mapping.granting(new RoleId(8), Samples.NOW)))
                    .toList();
            return storage.mappings()
                    .apply(OKTA.org(), OKTA.id(), new MappingChanges(List.of(), updates, List.of(), 0));
        });
    }

    @Test
    void whoever_replaces_the_set_has_a_turn() throws Exception {
        duringImport(PostgresFairnessTest::changeAll);

        assertThat(database.count("rolemap_group_role_mapping where role_id = 8"))
                .isGreaterThanOrEqualTo(100);
    }

    @Test
    void whoever_removes_the_connection_has_a_turn() throws Exception {
        duringImport(storage ->
                storage.transactions().forOneCall(() -> storage.connections().delete(OKTA)));

        assertThat(database.count("rolemap_connection")).isZero();
    }
}
