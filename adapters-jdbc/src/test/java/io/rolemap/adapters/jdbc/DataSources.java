package io.rolemap.adapters.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Data sources as an embedding service may have them. */
final class DataSources {

    private DataSources() {}

    @FunctionalInterface
    private interface Opening {
        Connection open() throws SQLException;
    }

    /** Opens a connection each time. */
    static DataSource at(String url) {
        return opening(() -> DriverManager.getConnection(url));
    }

    static DataSource withoutAutoCommit(DataSource source) {
        return opening(() -> {
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            return connection;
        });
    }

    static DataSource pretendingToBe(String product, DataSource source) {
        return opening(() -> {
            Connection connection = source.getConnection();
            DatabaseMetaData metaData =
                    answering(DatabaseMetaData.class, connection.getMetaData(), "getDatabaseProductName", product);
            return answering(Connection.class, connection, "getMetaData", metaData);
        });
    }

    /** Hands out this one connection, which stays open. */
    static DataSource lending(Connection connection) {
        return opening(() -> answering(Connection.class, connection, "close", connection));
    }

    private static DataSource opening(Opening opening) {
        return (DataSource) Proxy.newProxyInstance(
                DataSources.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return opening.open();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T answering(Class<T> type, T original, String question, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                DataSources.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(question)) {
                        return answer;
                    }
                    try {
                        return method.invoke(original, arguments);
                    } catch (InvocationTargetException fault) {
                        throw fault.getCause();
                    }
                }));
    }
}
