package com.example.orders.app;

import com.example.orders.infrastructure.in.web.OrderHandler;
import com.example.orders.infrastructure.out.db.JdbcOrders;
import com.example.orders.usecases.PlaceOrder;
import com.sun.net.httpserver.HttpHandler;
import javax.sql.DataSource;

public final class OrderService {

    private OrderService() {}

    public static HttpHandler over(DataSource source) {
        return new OrderHandler(new PlaceOrder(new JdbcOrders(source)));
    }
}
