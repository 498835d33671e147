package io.rolemap.architecture.shop.web;

import io.rolemap.architecture.shop.domain.PlaceOrder;

public final class OrderPages {

    private final PlaceOrder placeOrder;

    public OrderPages(PlaceOrder placeOrder) {
        this.placeOrder = placeOrder;
    }

    public void post(String article) {
        placeOrder.place(article);
    }
}
