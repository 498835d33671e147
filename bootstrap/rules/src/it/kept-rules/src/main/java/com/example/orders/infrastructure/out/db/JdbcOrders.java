package com.example.orders.infrastructure.out.db;

import com.example.orders.model.Order;
import com.example.orders.model.Orders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

public final class JdbcOrders implements Orders {

    private final DataSource source;

    public JdbcOrders(DataSource source) {
        this.source = source;
    }

    @Override
    public void add(Order order) {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into orders values (?, ?)")) {
            insert.setString(1, order.article());
            insert.setInt(2, order.quantity());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The order was not kept", e);
        }
    }
}
