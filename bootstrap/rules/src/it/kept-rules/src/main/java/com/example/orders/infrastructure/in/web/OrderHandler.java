package com.example.orders.infrastructure.in.web;

import com.example.orders.usecases.PlaceOrder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

public final class OrderHandler implements HttpHandler {

    private final PlaceOrder placeOrder;

    public OrderHandler(PlaceOrder placeOrder) {
        this.placeOrder = placeOrder;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        placeOrder.place(exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(201, -1);
        exchange.close();
    }
}
