package io.rolemap.domain.resolution;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.ProviderKey;
import java.util.function.Function;

/** How a caller names a connection of an organisation: by its id or by its provider key. Immutable. */
public sealed interface ConnectionReference {

    /**
     * Applies the function for the case at hand, and no other.
     *
     * @param <T> what the functions make of it
     * @param byId applied to the id
     * @param byKey applied to the provider key
     * @return what that function returned
     */
    <T> T fold(Function<ConnectionId, T> byId, Function<ProviderKey, T> byKey);

    /**
     * By its id.
     *
     * @param id names it within the organisation
     */
    record ById(ConnectionId id) implements ConnectionReference {
        @Override
        public <T> T fold(Function<ConnectionId, T> byId, Function<ProviderKey, T> byKey) {
            return byId.apply(id);
        }
    }

    /**
     * By its provider key.
     *
     * @param key names it among the connections of all organisations
     */
    record ByKey(ProviderKey key) implements ConnectionReference {
        @Override
        public <T> T fold(Function<ConnectionId, T> byId, Function<ProviderKey, T> byKey) {
            return byKey.apply(key);
        }
    }
}
