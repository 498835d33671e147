package com.example.orders.bootstrap;

import com.example.orders.adapters.http.OrderHandler;
import com.example.orders.adapters.jdbc.JdbcOrders;
import com.example.orders.application.PlaceOrder;
import com.sun.net.httpserver.HttpHandler;
import javax.sql.DataSource;

public final class OrderService {

    private OrderService() {}

    public static HttpHandler over(DataSource source) {
        return new OrderHandler(new PlaceOrder(new JdbcOrders(source)));
    }
}
