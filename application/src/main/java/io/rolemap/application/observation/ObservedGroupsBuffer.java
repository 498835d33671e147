package io.rolemap.application.observation;

import io.rolemap.domain.connection.Connection;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.observation.StoreObservedGroups;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups that people came with since they were stored last. Bounded in number and in size: what doesn't fit is passed
 * over, and an organisation that has a quarter of the room gets no more than half of it. Safe for use by many threads; none waits for more than another one's look at a map.
 */
final class ObservedGroupsBuffer {

    /** The most characters of all groups together: long groups must not take more memory than many. */
    static final int MAX_CHARACTERS = 200 * StoreObservedGroups.MAX_REMEMBERED;

    private record Place(OrgId org, ConnectionId connection, Instant observedSince, Instant hour) {}

    /** How often a group was seen; counted in place, since most groups of a login were there at the one before. */
    private static final class Count {
        private long times = 1;
    }

    /** What some groups take. */
    private static final class Room {
        private int groups;
        private int characters;

        void take(ExternalGroup group) {
            groups++;
            characters += group.value().length();
        }

        /** Whether that was the last one. */
        boolean giveBack(ExternalGroup group) {
            groups--;
            characters -= group.value().length();
            return groups == 0;
        }

        /** Whether with one more it is still no more than this part of all there is. */
        boolean isWithin(int part, ExternalGroup oneMore) {
            return groups < StoreObservedGroups.MAX_REMEMBERED / part
                    && characters + oneMore.value().length() <= MAX_CHARACTERS / part;
        }
    }

    private static final Room NOTHING = new Room();

    private final InstantSource clock;

    /** Those that have waited longest come first. */
    private final Map<Place, Map<ExternalGroup, Count>> places = new LinkedHashMap<>();

    private final Map<OrgId, Room> taken = new HashMap<>();
    private final Room all = new Room();

    ObservedGroupsBuffer(InstantSource clock) {
        this.clock = clock;
    }

    /** Remembers that somebody came with these groups, if the connection's are observed. */
    void remember(Connection connection, Collection<ExternalGroup> seen) {
        if (connection.groupsObservedSince().isEmpty() || seen.isEmpty()) {
            return;
        }
        Place place = new Place(
                connection.org(),
                connection.id(),
                connection.groupsObservedSince().get(),
                Sighting.hourOf(clock.instant()));
        synchronized (places) {
            Map<ExternalGroup, Count> counts = places.computeIfAbsent(place, first -> new HashMap<>());
            for (ExternalGroup group : seen) {
                Count count = counts.get(group);
                if (count != null) {
                    count.times++;
                } else if (hasRoomFor(group, connection.org())) {
                    counts.put(group, new Count());
                    all.take(group);
                    taken.computeIfAbsent(connection.org(), first -> new Room()).take(group);
                }
            }
            if (counts.isEmpty()) {
                places.remove(place);
            }
        }
    }

    /** Half of the room is for those who have little of it, so that nobody who invents groups leaves none to the others. */
    private boolean hasRoomFor(ExternalGroup group, OrgId org) {
        boolean hasLittle = taken.getOrDefault(org, NOTHING).isWithin(4, group);
        return all.isWithin(hasLittle ? 1 : 2, group);
    }

    /** Hands out so many at most, and forgets them. */
    List<Sighting> take(int atMost) {
        List<Sighting> handedOut = new ArrayList<>();
        synchronized (places) {
            while (handedOut.size() < atMost && !places.isEmpty()) {
                Iterator<Map.Entry<Place, Map<ExternalGroup, Count>>> waiting =
                        places.entrySet().iterator();
                Map.Entry<Place, Map<ExternalGroup, Count>> first = waiting.next();
                Place place = first.getKey();
                Map<ExternalGroup, Count> counts = first.getValue();
                waiting.remove();
                move(place, counts, handedOut, atMost);
                if (!counts.isEmpty()) {
                    // At the end, so that a connection with very many groups lets the others have their turn.
                    places.put(place, counts);
                }
            }
        }
        return handedOut;
    }

    private void move(Place place, Map<ExternalGroup, Count> from, List<Sighting> to, int atMost) {
        Iterator<Map.Entry<ExternalGroup, Count>> counts = from.entrySet().iterator();
        while (counts.hasNext() && to.size() < atMost) {
            Map.Entry<ExternalGroup, Count> count = counts.next();
            ExternalGroup group = count.getKey();
            to.add(new Sighting(
                    place.org(),
                    place.connection(),
                    place.observedSince(),
                    group,
                    place.hour(),
                    count.getValue().times));
            counts.remove();
            all.giveBack(group);
            taken.computeIfPresent(place.org(), (org, room) -> room.giveBack(group) ? null : room);
        }
    }

    boolean isEmpty() {
        synchronized (places) {
            return places.isEmpty();
        }
    }
}
