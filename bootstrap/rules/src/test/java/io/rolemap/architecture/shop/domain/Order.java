package io.rolemap.architecture.shop.domain;

public record Order(String article) {}
