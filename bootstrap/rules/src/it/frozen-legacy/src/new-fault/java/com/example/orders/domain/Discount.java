package com.example.orders.domain;

import java.time.LocalDate;

/** A fault that is not frozen. */
public final class Discount {

    public int percent() {
        return LocalDate.now().getDayOfMonth() == 1 ? 10 : 0;
    }
}
