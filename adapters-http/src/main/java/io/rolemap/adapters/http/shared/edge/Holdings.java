package io.rolemap.adapters.http.shared.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * What a request has of what there is little of. It gives everything back when it is finished, and is given nothing any more
 * from then on, whoever still works on it. Safe for use by many threads.
 */
final class Holdings {

    private static final String ATTRIBUTE = Holdings.class.getName();

    private final Lock lock = new ReentrantLock();
    private final List<Holding> held = new ArrayList<>();
    private boolean finished;

    private Holdings() {}

    /** Those of a request. To be called for the first time before anybody else can finish the request. */
    static Holdings of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Holdings known) {
            return known;
        }
        Holdings none = new Holdings();
        request.setAttribute(ATTRIBUTE, none);
        Request.addCompletionListener(
                ServletContextRequest.getServletContextRequest(request), failure -> none.giveBack());
        return none;
    }

    /** Takes some, if there is as much as that and the request is not finished. Whether it did. */
    boolean take(Semaphore from, int permits) {
        lock.lock();
        try {
            if (finished || !from.tryAcquire(permits)) {
                return false;
            }
            held.add(new Holding(from, permits));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives everything back, for good. */
    void giveBack() {
        lock.lock();
        try {
            finished = true;
            held.forEach(holding -> holding.from().release(holding.permits()));
            held.clear();
        } finally {
            lock.unlock();
        }
    }

    private record Holding(Semaphore from, int permits) {}
}
