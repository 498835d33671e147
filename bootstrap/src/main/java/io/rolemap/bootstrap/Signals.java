package io.rolemap.bootstrap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What SIGTERM and SIGINT do: the first one ends the process in good order, the second one ends it at once. A JVM left
 * to itself ignores every signal after the first as long as its shutdown hooks run.
 *
 * <p>{@code sun.misc.Signal} is the only way a JVM has to see signals. It is reached by reflection, because the compiler
 * warns of each direct use, and because there are JVMs without it: there, the first signal works the same by the
 * shutdown hooks, and the second is ignored.
 */
final class Signals {

    private static final int STATUS_OF_SIGNAL = 128;
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;

    private Signals() {}

    /**
     * Makes the first signal run {@code stop} and end the process with status 0, and the second one end it with the
     * status that the signal itself would have given it.
     */
    static void endInGoodOrderThenAtOnce(Runnable stop) {
        AtomicBoolean ending = new AtomicBoolean();
        handle("TERM", SIGTERM, ending, stop);
        handle("INT", SIGINT, ending, stop);
    }

    private static void handle(String name, int number, AtomicBoolean ending, Runnable stop) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onSignal = (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                    return ofObject(proxy, method.getName(), arguments);
                }
                received(number, ending, stop);
                return null;
            };
            Object instance =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), instance);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InstantiationException
                | InvocationTargetException notAvailable) {
            // Also where the JVM was told to leave signals alone (-Xrs): then they are the system's business.
            return;
        }
    }

    private static Object ofObject(Object proxy, String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler";
        };
    }

    private static void received(int number, AtomicBoolean ending, Runnable stop) {
        if (ending.compareAndSet(false, true)) {
            // May take as long as it wants: each signal has a thread of its own.
            int status = Exit.FAULT;
            try {
                stop.run();
                status = Exit.OK;
            } finally {
                System.exit(status);
            }
        } else {
            Runtime.getRuntime().halt(STATUS_OF_SIGNAL + number);
        }
    }
}
