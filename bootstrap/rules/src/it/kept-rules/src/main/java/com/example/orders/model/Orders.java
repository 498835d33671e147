package com.example.orders.model;

/** Where orders are kept. */
public interface Orders {

    void add(Order order);
}
