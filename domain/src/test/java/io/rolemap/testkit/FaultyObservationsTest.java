package io.rolemap.testkit;

import static io.rolemap.testkit.FaultyAdaptersTest.assertFound;
import static io.rolemap.testkit.FaultyAdaptersTest.whateverItsUse;

import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.mapping.ExternalGroup;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.observation.ObservedGroup;
import io.rolemap.domain.observation.ObservedGroupPage;
import io.rolemap.domain.observation.ObservedGroupPosition;
import io.rolemap.domain.observation.ObservedGroupQuery;
import io.rolemap.domain.observation.ObservedGroupRepository;
import io.rolemap.domain.observation.Sighting;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stores of observed groups with one fault each, and the sentences of their contract that find it. */
class FaultyObservationsTest {

    @Test
    void an_adapter_that_counts_calls_for_sightings_is_found() {
        assertFound(
                CountsOnce.class,
                "sightings_of_one_group_add_up_from_call_to_call",
                "sightings_of_one_group_add_up_within_a_call",
                "counts_are_larger_than_32_bits");
    }

    @Test
    void an_adapter_that_puts_sightings_in_the_place_of_older_ones_is_found() {
        assertFound(
                KeepsTheLatest.class,
                "sightings_of_one_group_add_up_from_call_to_call",
                "the_first_and_the_last_hour_are_widened_to_both_sides",
                "what_many_threads_add_at_once_adds_up");
    }

    @Test
    void an_adapter_that_widens_hours_forward_only_is_found() {
        assertFound(
                WidensForwardOnly.class,
                "sightings_of_one_group_add_up_within_a_call",
                "the_first_and_the_last_hour_are_widened_to_both_sides");
    }

    @Test
    void an_adapter_that_keeps_whatever_was_observed_is_found() {
        assertFound(
                KeepsEverything.class,
                "of_groups_without_a_mapping_those_that_were_seen_last_stay_and_of_the_mapped_all",
                "of_more_groups_in_one_call_than_are_kept_those_that_were_seen_last_stay");
    }

    @Test
    void an_adapter_that_forgets_those_that_were_seen_last_is_found() {
        assertFound(
                ForgetsTheLatest.class,
                "of_groups_without_a_mapping_those_that_were_seen_last_stay_and_of_the_mapped_all",
                "of_more_groups_in_one_call_than_are_kept_those_that_were_seen_last_stay");
    }

    @Test
    void an_adapter_that_forgets_groups_that_are_mapped_is_found() {
        assertFound(
                ForgetsMapped.class,
                "of_groups_without_a_mapping_those_that_were_seen_last_stay_and_of_the_mapped_all");
    }

    @Test
    void an_adapter_that_leaves_what_was_observed_of_removed_connections_behind_is_found() {
        assertFound(KeepsEverything.class, "what_was_observed_never_comes_back_with_a_connection_of_the_same_id");
    }

    @Test
    void an_adapter_that_fails_when_a_connection_is_not_there_is_found() {
        assertFound(
                FailsWithoutConnection.class,
                "sightings_of_connections_that_are_not_there_are_passed_over_and_the_others_added");
    }

    @Test
    void an_adapter_that_keeps_sightings_of_connections_that_are_not_there_is_found() {
        assertFound(
                KeepsEverything.class,
                "sightings_of_connections_that_are_not_there_are_passed_over_and_the_others_added");
    }

    @Test
    void an_adapter_whose_pages_of_observed_groups_leave_out_the_rest_of_an_hour_is_found() {
        assertFound(
                GoesOnWithTheNextHour.class,
                "a_page_has_as_many_as_the_limit_admits_and_only_one_that_others_follow_says_where_the_list_goes_on",
                "within_an_hour_a_place_is_told_by_the_digest");
    }

    @Test
    void an_adapter_that_filters_the_page_and_not_the_list_is_found() {
        assertFound(FiltersPages.class, "pages_of_any_size_make_up_the_list_whatever_the_filter");
    }

    @Test
    void an_adapter_that_takes_any_mapping_of_a_group_for_one_of_its_connection_is_found() {
        assertFound(MapsForEverybody.class, "no_group_is_mapped_for_a_look_alike_or_for_what_another_connection_maps");
    }

    @Test
    void an_adapter_that_keeps_what_was_taken_back_is_found() {
        assertFound(
                KeepsEverything.class,
                "to_add_outside_of_a_transaction_is_refused",
                "a_transaction_sees_what_it_added_and_what_is_taken_back_is_gone");
    }

    @Test
    void an_adapter_that_compares_the_moment_itself_with_hours_is_found() {
        assertFound(ComparesTheMoment.class, "a_moment_at_the_beginning_of_an_hour_is_in_that_hour");
    }

    @Test
    void an_adapter_that_calls_every_mapping_unused_is_found() {
        assertFound(
                CallsAllUnused.class,
                "a_moment_at_the_beginning_of_an_hour_is_in_that_hour",
                "unused_holds_together_with_the_other_filters",
                "a_mapping_is_used_whether_it_was_made_before_or_after_its_group_was_seen");
    }

    @Test
    void an_adapter_that_takes_out_used_mappings_after_it_made_the_page_is_found() {
        assertFound(
                TakesUsedOutOfPages.class,
                "unused_mappings_are_found_page_by_page_as_a_look_at_all_of_them_would_find_them");
    }

    private static ObservationPorts observing(InMemoryStore store, UnaryOperator<ObservedGroupRepository> fault) {
        return new ObservationPorts(
                store.transactions(), store.connections(), store.mappings(), fault.apply(store.observedGroups()));
    }

    /** Hands everything on. */
    private static class SoundObservations implements ObservedGroupRepository {

        final ObservedGroupRepository sound;

        SoundObservations(ObservedGroupRepository sound) {
            this.sound = sound;
        }

        @Override
        public void add(List<Sighting> sightings) {
            sound.add(sightings);
        }

        @Override
        public ObservedGroupPage list(ObservedGroupQuery query) {
            return sound.list(query);
        }
    }

    static class CountsOnce extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            return observing(new InMemoryStore(), sound -> new SoundObservations(sound) {
                @Override
                public void add(List<Sighting> sightings) {
                    sound.add(sightings.stream()
                            .map(sighting -> new Sighting(
                                    sighting.org(),
                                    sighting.connection(),
                                    sighting.observedSince(),
                                    sighting.group(),
                                    sighting.hour(),
                                    1))
                            .toList());
                }
            });
        }
    }

    private static boolean maps(InMemoryStore store, OrgId org, ConnectionId connection, ExternalGroup group) {
        return store.mappings()
                .list(MappingQuery.all(org, connection).ofGroup(group))
                .filter(page -> !page.mappings().isEmpty())
                .isPresent();
    }

    /** Keeps every sighting, whatever becomes of its connection, and makes of them what it likes. */
    private abstract static class Observes extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            List<Sighting> all = new CopyOnWriteArrayList<>();
            return observing(store, sound -> new SoundObservations(sound) {
                @Override
                public void add(List<Sighting> sightings) {
                    all.addAll(sightings);
                }

                @Override
                public ObservedGroupPage list(ObservedGroupQuery query) {
                    return page(
                            all.stream()
                                    .filter(sighting -> sighting.org().equals(query.org())
                                            && sighting.connection().equals(query.connection()))
                                    .collect(Collectors.groupingBy(Sighting::group))
                                    .values()
                                    .stream()
                                    .map(sightings -> observed(sightings, isMapped(store, sightings.get(0))))
                                    .sorted(Comparator.comparing(ObservedGroupPosition::of))
                                    .toList(),
                            query);
                }
            });
        }

        private static boolean isMapped(InMemoryStore store, Sighting sighting) {
            return maps(store, sighting.org(), sighting.connection(), sighting.group());
        }

        ObservedGroup observed(List<Sighting> sightings, boolean mapped) {
            List<Instant> hours =
                    sightings.stream().map(Sighting::hour).sorted().toList();
            return new ObservedGroup(
                    sightings.get(0).group(),
                    hours.get(0),
                    hours.get(hours.size() - 1),
                    sightings.stream().mapToLong(Sighting::count).sum(),
                    mapped);
        }

        ObservedGroupPage page(List<ObservedGroup> groups, ObservedGroupQuery query) {
            return ObservedGroupPage.startOf(
                    kept(groups).stream()
                            .filter(group -> isWanted(group, query))
                            .filter(group -> isAfter(group, query))
                            .toList(),
                    query.limit());
        }

        List<ObservedGroup> kept(List<ObservedGroup> groups) {
            return groups;
        }

        static boolean isWanted(ObservedGroup group, ObservedGroupQuery query) {
            return query.mapped().map(wanted -> wanted == group.mapped()).orElse(true);
        }

        boolean isAfter(ObservedGroup group, ObservedGroupQuery query) {
            return query.after()
                    .map(place -> ObservedGroupPosition.of(group).compareTo(place) > 0)
                    .orElse(true);
        }
    }

    static class KeepsTheLatest extends Observes {
        @Override
        ObservedGroup observed(List<Sighting> sightings, boolean mapped) {
            return super.observed(sightings.subList(sightings.size() - 1, sightings.size()), mapped);
        }
    }

    static class WidensForwardOnly extends Observes {
        @Override
        ObservedGroup observed(List<Sighting> sightings, boolean mapped) {
            ObservedGroup widened = super.observed(sightings, mapped);
            return new ObservedGroup(
                    widened.group(), sightings.get(0).hour(), widened.lastSeen(), widened.count(), mapped);
        }
    }

    static class KeepsEverything extends Observes {}

    static class ForgetsTheLatest extends Observes {
        @Override
        List<ObservedGroup> kept(List<ObservedGroup> groups) {
            Stream<ObservedGroup> unmapped = groups.stream()
                    .filter(group -> !group.mapped())
                    .sorted(Comparator.comparing(ObservedGroup::lastSeen))
                    .limit(ObservedGroupRepository.MAX_UNMAPPED);
            return Stream.concat(groups.stream().filter(ObservedGroup::mapped), unmapped)
                    .sorted(Comparator.comparing(ObservedGroupPosition::of))
                    .toList();
        }
    }

    static class ForgetsMapped extends Observes {
        @Override
        List<ObservedGroup> kept(List<ObservedGroup> groups) {
            return groups.stream()
                    .sorted(Comparator.comparing(ObservedGroup::lastSeen).reversed())
                    .limit(ObservedGroupRepository.MAX_UNMAPPED)
                    .sorted(Comparator.comparing(ObservedGroupPosition::of))
                    .toList();
        }
    }

    static class GoesOnWithTheNextHour extends Observes {
        @Override
        boolean isAfter(ObservedGroup group, ObservedGroupQuery query) {
            return query.after()
                    .map(place -> group.firstSeen().isAfter(place.firstSeen()))
                    .orElse(true);
        }
    }

    static class FiltersPages extends Observes {
        @Override
        ObservedGroupPage page(List<ObservedGroup> groups, ObservedGroupQuery query) {
            ObservedGroupPage page = ObservedGroupPage.startOf(
                    groups.stream().filter(group -> isAfter(group, query)).toList(), query.limit());
            return new ObservedGroupPage(
                    page.groups().stream()
                            .filter(group -> isWanted(group, query))
                            .toList(),
                    page.next());
        }
    }

    static class FailsWithoutConnection extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return observing(store, sound -> new SoundObservations(sound) {
                @Override
                public void add(List<Sighting> sightings) {
                    sightings.forEach(sighting -> store.connections()
                            .find(sighting.org(), sighting.connection())
                            .orElseThrow());
                    sound.add(sightings);
                }
            });
        }
    }

    static class MapsForEverybody extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return observing(store, sound -> new SoundObservations(sound) {
                @Override
                public ObservedGroupPage list(ObservedGroupQuery query) {
                    ObservedGroupQuery all = ObservedGroupQuery.all(query.org(), query.connection());
                    return ObservedGroupPage.startOf(
                            sound.list(all).groups().stream()
                                    .filter(group -> query.mapped()
                                            .map(wanted -> wanted == isMapped(query.org(), group.group()))
                                            .orElse(true))
                                    .toList(),
                            query.limit());
                }

                private boolean isMapped(OrgId org, ExternalGroup group) {
                    return store.connections().list(org).stream()
                            .anyMatch(connection -> maps(store, org, connection.id(), group));
                }
            });
        }
    }

    /** Lists what it takes for unused. */
    private abstract static class Uses extends ObservedGroupRepositoryContract {
        @Override
        protected ObservationPorts emptyStorage() {
            InMemoryStore store = new InMemoryStore();
            return new ObservationPorts(
                    store.transactions(),
                    store.connections(),
                    new FaultyAdaptersTest.Sound(store.mappings()) {
                        @Override
                        public Optional<MappingPage> list(MappingQuery query) {
                            return query.unusedSince().isPresent() ? unused(sound, store, query) : sound.list(query);
                        }
                    },
                    store.observedGroups());
        }

        abstract Optional<MappingPage> unused(
                GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query);

        static MappingPage page(List<GroupRoleMapping> all, MappingQuery query, Predicate<GroupRoleMapping> unused) {
            return MappingPage.startOf(
                    all.stream().filter(query::matches).filter(unused).toList(), query.limit());
        }

        static boolean isSeen(InMemoryStore store, GroupRoleMapping mapping, Instant since) {
            return Pages.all(
                            store.observedGroups(),
                            ObservedGroupQuery.all(mapping.org(), mapping.connection())
                                    .mapped(true))
                    .stream()
                    .anyMatch(seen -> seen.group().equals(mapping.externalGroup())
                            && !seen.lastSeen().isBefore(since));
        }
    }

    static class ComparesTheMoment extends Uses {
        @Override
        Optional<MappingPage> unused(GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query) {
            Instant moment = query.unusedSince().orElseThrow();
            return Pages.all(sound, query.org(), query.connection())
                    .map(all -> page(all, query, mapping -> !isSeen(store, mapping, moment)));
        }
    }

    static class CallsAllUnused extends Uses {
        @Override
        Optional<MappingPage> unused(GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query) {
            return Pages.all(sound, query.org(), query.connection()).map(all -> page(all, query, mapping -> true));
        }
    }

    static class TakesUsedOutOfPages extends Uses {
        @Override
        Optional<MappingPage> unused(GroupRoleMappingRepository sound, InMemoryStore store, MappingQuery query) {
            Instant hour = Sighting.hourOf(query.unusedSince().orElseThrow());
            return sound.list(whateverItsUse(query))
                    .map(page -> new MappingPage(
                            page.mappings().stream()
                                    .filter(query::matches)
                                    .filter(mapping -> !isSeen(store, mapping, hour))
                                    .toList(),
                            Optional.empty()));
        }
    }
}
