package com.example.orders.model;

public record Order(String article, int quantity) {}
