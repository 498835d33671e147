package com.example.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rolemap.application.Rolemap;
import io.rolemap.domain.connection.ConnectionId;
import org.junit.jupiter.api.Test;

class CrmTest {

    private static final String ADMIN = "admin:ada";

    private final CrmStore store = new CrmStore();
    private final Crm crm = new Crm(store);

    @Test
    void a_group_is_mapped_once_and_counted() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");

        assertEquals("mapped", crm.map(ADMIN, okta, "Sales", 7));
        assertEquals("mapped before", crm.map(ADMIN, okta, "Sales", 8));
        assertEquals("mapped", crm.map(ADMIN, okta, "sales", 8));

        assertEquals(2, crm.count("user:bob", okta));
    }

    @Test
    void the_authorizer_of_the_service_decides_down_to_the_role() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");

        assertEquals("not permitted", crm.map("user:bob", okta, "Sales", 7));
        assertEquals("not permitted", crm.map(ADMIN, okta, "Sales", 0));

        assertEquals(0, crm.count(ADMIN, okta));
    }

    @Test
    void an_unknown_connection_maps_nothing() {
        assertEquals("no such connection", crm.map(ADMIN, new ConnectionId("unknown"), "Sales", 7));
    }

    @Test
    void what_fails_in_the_services_own_transaction_takes_the_mapping_with_it() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");

        assertThrows(
                ArithmeticException.class,
                () -> store.inTransaction(() -> {
                    crm.map(ADMIN, okta, "Sales", 7);
                    throw new ArithmeticException("the service's own fault");
                }));

        assertEquals(0, crm.count(ADMIN, okta));
    }

    @Test
    void rolemap_is_a_named_module_that_shows_its_factory_only() {
        Module application = Rolemap.class.getModule();

        assertEquals("io.rolemap.application", application.getName());
        assertFalse(application.getDescriptor().isAutomatic());
        assertTrue(application.isExported("io.rolemap.application", Crm.class.getModule()));
        assertFalse(application.isExported("io.rolemap.application.mapping", Crm.class.getModule()));
    }
}
