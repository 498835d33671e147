package com.example.crm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rolemap.application.Rolemap;
import io.rolemap.domain.connection.ConnectionId;
import java.util.List;
import java.util.Map;
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
    void the_service_knows_which_roles_there_are() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");

        assertEquals("no such role", crm.map(ADMIN, okta, "Sales", 100));
        assertEquals("mapped", crm.map(ADMIN, okta, "Sales", 99));
        assertEquals("no such role", crm.move(ADMIN, okta, "Sales", 99, 100));
        assertEquals("no such roles", crm.replace(ADMIN, okta, Map.of("Sales", 100L)));
    }

    @Test
    void a_group_is_moved_from_the_role_it_is_thought_to_have() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");
        crm.map(ADMIN, okta, "Sales", 7);

        assertEquals("not permitted", crm.move("user:bob", okta, "Sales", 7, 8));
        assertEquals("moved", crm.move(ADMIN, okta, "Sales", 7, 8));
        assertEquals("has another role", crm.move(ADMIN, okta, "Sales", 7, 9));
        assertEquals("not mapped", crm.move(ADMIN, okta, "sales", 7, 9));
    }

    @Test
    void a_whole_set_takes_the_place_of_another() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");
        crm.map(ADMIN, okta, "kept", 7);
        crm.map(ADMIN, okta, "moved", 7);
        crm.map(ADMIN, okta, "removed", 7);
        Map<String, Long> wanted = Map.of("kept", 7L, "moved", 8L, "new", 7L, "newer", 7L);

        assertEquals("+2 ~1 -1", crm.replace(ADMIN, okta, wanted));
        assertEquals("+0 ~0 -0", crm.replace(ADMIN, okta, wanted));
        assertEquals(4, crm.count(ADMIN, okta));
    }

    @Test
    void who_signs_in_gets_the_roles_of_the_mapped_groups() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");
        crm.map(ADMIN, okta, "Sales", 8);
        crm.map(ADMIN, okta, "Staff", 7);

        assertEquals("roles [7, 8]", crm.signIn(okta, Map.of("groups", List.of("Sales", "Staff", "Chess club"))));
        assertEquals("no such connection", crm.signIn(new ConnectionId("unknown"), Map.of("groups", "Sales")));
    }

    @Test
    void who_gets_no_role_learns_why() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");
        crm.map(ADMIN, okta, "Sales", 8);

        assertEquals(
                "roles [], and sales differs from Sales in letter case",
                crm.signIn(okta, Map.of("groups", List.of("sales"))));
        assertEquals("too many groups, see /hasgroups", crm.signIn(okta, Map.of("hasgroups", true)));
    }

    @Test
    void a_connection_goes_with_all_that_is_mapped_through_it() {
        ConnectionId okta = crm.connect(ADMIN, "acme-okta");
        crm.map(ADMIN, okta, "Sales", 7);

        assertEquals("disconnected", crm.disconnect(ADMIN, okta));
        assertEquals("no such connection", crm.map(ADMIN, okta, "Sales", 7));
        assertEquals(0, crm.count(ADMIN, crm.connect(ADMIN, "acme-okta")));
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
