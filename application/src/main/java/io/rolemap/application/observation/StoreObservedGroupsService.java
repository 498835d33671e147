package io.rolemap.application.observation;

import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.shared.Transactions;
import java.util.List;

final class StoreObservedGroupsService implements StoreObservedGroups {

    private final ObservedGroupsBuffer buffer;
    private final ObservedGroupRepository observed;
    private final Transactions transactions;

    StoreObservedGroupsService(
            ObservedGroupsBuffer buffer, ObservedGroupRepository observed, Transactions transactions) {
        this.buffer = buffer;
        this.observed = observed;
        this.transactions = transactions;
    }

    @Override
    public boolean store() {
        List<Sighting> sightings = buffer.take(MAX_STORED);
        if (sightings.isEmpty()) {
            return false;
        }
        transactions.inTransaction(() -> {
            observed.add(sightings);
            return sightings;
        });
        return !buffer.isEmpty();
    }
}
