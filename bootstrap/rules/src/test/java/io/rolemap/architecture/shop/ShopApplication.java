package io.rolemap.architecture.shop;

import io.rolemap.architecture.shop.domain.PlaceOrder;
import io.rolemap.architecture.shop.store.OrderTable;
import io.rolemap.architecture.shop.web.OrderPages;

public final class ShopApplication {

    private ShopApplication() {}

    public static void main(String... arguments) {
        new OrderPages(new PlaceOrder(new OrderTable())).post(arguments[0]);
    }
}
