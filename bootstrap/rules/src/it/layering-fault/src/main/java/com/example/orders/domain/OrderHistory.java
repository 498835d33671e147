package com.example.orders.domain;

import com.example.orders.adapters.jdbc.JdbcOrders;

/** The fault: the domain knows how orders are stored. */
public final class OrderHistory {

    private final JdbcOrders orders;

    public OrderHistory(JdbcOrders orders) {
        this.orders = orders;
    }

    public void repeat(Order order) {
        orders.add(order);
    }
}
