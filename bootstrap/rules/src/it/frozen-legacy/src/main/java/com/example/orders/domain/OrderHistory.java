package com.example.orders.domain;

import com.example.orders.adapters.jdbc.JdbcOrders;
import java.time.Instant;

/** Old faults: the domain knows how orders are stored, and asks the system for the time. */
public class OrderHistory {

    private final JdbcOrders orders;

    public OrderHistory(JdbcOrders orders) {
        this.orders = orders;
    }

    public Instant repeat(Order order) {
        orders.add(order);
        return Instant.now();
    }
}
