package com.example.orders.usecases;

import com.example.orders.model.Order;
import com.example.orders.model.Orders;

public final class PlaceOrder {

    private final Orders orders;

    public PlaceOrder(Orders orders) {
        this.orders = orders;
    }

    public void place(String article) {
        orders.add(new Order(article, 1));
    }
}
