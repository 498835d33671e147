package io.rolemap.adapters.http.mapping;

import io.rolemap.adapters.http.shared.json.JsonValue;
import io.rolemap.adapters.http.shared.json.Members;
import io.rolemap.adapters.http.shared.json.Values;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.WantedMapping;
import io.rolemap.domain.mapping.WantedMappings;
import io.rolemap.domain.shared.InvalidValueException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON of a set of mappings that somebody wants or assumes. */
public final class WantedMappingsJson {

    static final String ALL = "group_role_mappings";
    static final String GROUP = "external_group";
    static final String ROLE = "role_id";

    private WantedMappingsJson() {}

    /**
     * The set that {@code members} have.
     *
     * @return empty only when {@link Members#check()} will throw
     */
    public static Optional<WantedMappings> read(Members members) {
        Map<ExternalGroup, String> places = new HashMap<>();
        List<WantedMapping> wanted = members.requiredObjects(ALL, WantedMappings.MAX_SIZE, entry -> {
            var group = entry.required(GROUP, WantedMappingsJson::group);
            var role = entry.required(ROLE, Values::roleId);
            // Also where the role is wrong: who mends that wants to know of the group now.
            group.map(named -> places.putIfAbsent(named, entry.pointer()))
                    .ifPresent(first -> entry.refuse(GROUP, "repeats the group of " + first));
            return group.flatMap(named -> role.map(granted -> new WantedMapping(named, granted)));
        });
        try {
            return Optional.of(new WantedMappings(wanted));
        } catch (InvalidValueException repeated) {
            // Refused above, where it stands.
            return Optional.empty();
        }
    }

    /** A group, exactly as it was sent. */
    public static ExternalGroup group(JsonValue value) {
        return new ExternalGroup(Values.string(value));
    }
}
