package io.rolemap.architecture.shop.domain;

public interface Orders {

    void add(Order order);
}
