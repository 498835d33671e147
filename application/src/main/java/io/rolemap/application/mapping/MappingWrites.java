package io.rolemap.application.mapping;

import io.rolemap.application.shared.KnownRoles;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.shared.Transactions;
import java.util.function.Supplier;

/**
 * The boundary around writes that grant a role. Without a catalogue to ask they are one call of the repository; with one,
 * the question stands in the same transaction, so that a catalogue on the same database can keep the role until the
 * commit.
 */
final class MappingWrites {

    private final Transactions transactions;
    private final KnownRoles roles;

    MappingWrites(Transactions transactions, KnownRoles roles) {
        this.transactions = transactions;
        this.roles = roles;
    }

    <T> T granting(GroupRoleMapping mapping, Supplier<T> write, Supplier<T> unknownRole) {
        if (!roles.mustBeAsked()) {
            return transactions.forOneCall(write);
        }
        return transactions.inTransaction(
                () -> roles.lack(mapping.org(), mapping.role()) ? unknownRole.get() : write.get());
    }
}
