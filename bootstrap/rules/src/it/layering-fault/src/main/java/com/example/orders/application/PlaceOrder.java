package com.example.orders.application;

import com.example.orders.domain.Order;
import com.example.orders.domain.Orders;

public final class PlaceOrder {

    private final Orders orders;

    public PlaceOrder(Orders orders) {
        this.orders = orders;
    }

    public void place(String article) {
        orders.add(new Order(article, 1));
    }
}
