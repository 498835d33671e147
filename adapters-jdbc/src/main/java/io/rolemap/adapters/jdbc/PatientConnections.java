package io.rolemap.adapters.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Connections that wait for an answer of the server for as long as it takes, and get their own limit back when they are
 * closed: to build an index of millions of rows takes longer than a call of Rolemap's may.
 */
final class PatientConnections {

    private static final int NO_LIMIT = 0;

    private PatientConnections() {}

    /** Those of this source. */
    static DataSource of(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                PatientConnections.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                    Object result = call(() -> method.invoke(source, arguments));
                    return result instanceof Connection connection ? patient(connection) : result;
                });
    }

    private static Connection patient(Connection connection) throws SQLException {
        int limit = connection.getNetworkTimeout();
        if (limit == NO_LIMIT) {
            return connection;
        }
        connection.setNetworkTimeout(Runnable::run, NO_LIMIT);
        return (Connection) Proxy.newProxyInstance(
                PatientConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        connection.setNetworkTimeout(Runnable::run, limit);
                    }
                    return call(() -> method.invoke(connection, arguments));
                });
    }

    private interface Call {
        Object run() throws IllegalAccessException, InvocationTargetException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException fault) {
            throw fault.getTargetException();
        }
    }
}
