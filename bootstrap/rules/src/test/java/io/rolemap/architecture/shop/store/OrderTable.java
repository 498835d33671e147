package io.rolemap.architecture.shop.store;

import io.rolemap.architecture.shop.domain.Order;
import io.rolemap.architecture.shop.domain.Orders;
import io.rolemap.architecture.shop.generated.Tables;

public final class OrderTable implements Orders {

    @Override
    public void add(Order order) {
        Tables.insert(order.article());
    }
}
