package io.rolemap.testkit;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository.Insertion;
import io.rolemap.domain.mapping.MappingPosition;
import io.rolemap.domain.shared.OrgId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** What all sentences of {@link GroupRoleMappingRepositoryContract} begin with: a storage with one connection. */
abstract class MappingSentences {

    static final OrgId ACME = new OrgId("acme");
    static final Comparator<GroupRoleMapping> OLDEST_FIRST = Comparator.comparing(MappingPosition::of);

    /** Groups that a storage may take for the same, or not store as they are. */
    static final List<String> LOOKALIKES = List.of(
            "Équipe",
            "\u0045\u0301quipe",
            "équipe",
            "Admins",
            "admins",
            "ADMINS",
            "Admins ",
            " Admins",
            "Admins  ",
            "Admins\t",
            "Admins\n",
            "Admins\u00a0",
            "Admins\u200b",
            "Admins\u200d",
            "\ufeffAdmins",
            "Ad\u00admins",
            "\u0410dmins",
            "Admins\u0001",
            "stra\u00dfe",
            "strasse",
            "I",
            "\u0131",
            "i",
            "\u0130",
            "\ufb01",
            "fi",
            "%",
            "_",
            "\\",
            "'",
            "\"",
            "\ud83d\udc69\u200d\ud83d\udcbb",
            "\ud83d\udc69\ud83d\udcbb",
            " ",
            "  ");

    StoragePorts ports;
    Connection okta;

    /** {@return the adapter's ports on a storage that is empty} */
    protected abstract StoragePorts emptyStorage();

    @BeforeEach
    final void connect() {
        Requirements.checkParameterizedTests();
        ports = emptyStorage();
        okta = Samples.connection("acme", "okta");
        connect(okta);
    }

    final <T> T inTransaction(Supplier<T> work) {
        return ports.transactions().inTransaction(work);
    }

    final void connect(Connection connection) {
        inTransaction(() -> ports.connections().insert(connection));
    }

    final Insertion insert(GroupRoleMapping mapping) {
        return inTransaction(() -> ports.mappings().insert(mapping));
    }

    final void insertAll(List<GroupRoleMapping> mappings) {
        inTransaction(() -> mappings.stream().map(ports.mappings()::insert).toList());
    }

    final List<GroupRoleMapping> list(Connection connection) {
        return Pages.all(ports.mappings(), connection.org(), connection.id()).orElseThrow();
    }
}
