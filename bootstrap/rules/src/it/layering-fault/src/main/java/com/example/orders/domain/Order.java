package com.example.orders.domain;

public record Order(String article, int quantity) {}
