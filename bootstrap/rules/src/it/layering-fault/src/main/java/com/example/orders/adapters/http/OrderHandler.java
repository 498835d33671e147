package com.example.orders.adapters.http;

import com.example.orders.application.PlaceOrder;
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
