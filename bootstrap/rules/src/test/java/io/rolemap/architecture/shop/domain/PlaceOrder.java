package io.rolemap.architecture.shop.domain;

public final class PlaceOrder {

    private final Orders orders;

    public PlaceOrder(Orders orders) {
        this.orders = orders;
    }

    public void place(String article) {
        orders.add(new Order(article));
    }
}
