package com.example.orders.domain;

/** Where orders are kept. */
public interface Orders {

    void add(Order order);
}
