package io.rolemap.application.access;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.GLOBEX;
import static io.rolemap.application.TestWorld.START;
import static io.rolemap.application.TestWorld.START_IN_MILLIS;
import static io.rolemap.application.TestWorld.holderOf;
import static io.rolemap.application.TestWorld.unexpected;
import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.application.TestWorld;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.ApiKey;
import io.rolemap.domain.access.ApiKeySecret;
import io.rolemap.domain.access.AuthenticateApiKey;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Grants;
import io.rolemap.domain.access.IssueApiKey;
import io.rolemap.domain.access.KeyDigest;
import io.rolemap.domain.access.KeyId;
import io.rolemap.domain.access.KeyName;
import io.rolemap.domain.access.ListApiKeys;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.access.RevokeApiKey;
import io.rolemap.domain.connection.ListConnections;
import io.rolemap.domain.shared.OrgId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyUseCasesTest {

    private static final KeyName NAME = new KeyName("provisioning");
    private static final Set<Permission> READ = Set.of(Permission.MAPPINGS_READ);
    private static final String OPERATOR_KEY = "an-operator-key-of-more-than-32-characters";

    private final TestWorld world =
            new TestWorld(Authorizer.byGrants(), builder -> builder.operatorKey(KeyDigest.of(OPERATOR_KEY)));

    @Test
    void an_issued_key_is_stored_without_its_secret() {
        IssueApiKey.Issued issued = issue(ACME, READ, Optional.empty());

        assertThat(issued.key())
                .isEqualTo(new ApiKey(
                        issued.secret().id(),
                        ACME,
                        NAME,
                        READ,
                        KeyDigest.of(issued.secret().reveal()),
                        START_IN_MILLIS,
                        Optional.empty()));
        assertThat(world.store.apiKeys().find(issued.key().id())).contains(issued.key());
    }

    @Test
    void an_issued_key_authenticates_its_holder() {
        IssueApiKey.Issued issued = issue(ACME, READ, Optional.empty());

        assertThat(authenticate(issued.secret().reveal()))
                .contains(new Actor("key:" + issued.key().id(), Grants.in(ACME, READ)));
    }

    @Test
    void every_key_is_a_new_one() {
        assertThat(issue(ACME, READ, Optional.empty()).secret().reveal())
                .isNotEqualTo(issue(ACME, READ, Optional.empty()).secret().reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "rolemap_", "Bearer", "\0", "\uD83D", "operator"})
    void what_is_no_key_authenticates_nobody(String presented) {
        assertThat(authenticate(presented)).isEmpty();
    }

    @Test
    void a_key_that_was_never_issued_authenticates_nobody() {
        assertThat(authenticate(ApiKeySecret.generate(new SplittableRandom(8)).reveal()))
                .isEmpty();
    }

    @Test
    void the_id_of_a_key_with_another_secret_authenticates_nobody() {
        SplittableRandom random = new SplittableRandom(8);
        ApiKeySecret forged = ApiKeySecret.generate(random);
        world.store.transactions().inTransaction(() -> {
            world.store
                    .apiKeys()
                    .insert(new ApiKey(
                            forged.id(),
                            ACME,
                            NAME,
                            READ,
                            ApiKeySecret.generate(random).digest(),
                            START_IN_MILLIS,
                            Optional.empty()));
            return true;
        });

        assertThat(authenticate(forged.reveal())).isEmpty();
    }

    @Test
    void a_key_is_accepted_until_just_before_its_expiry() {
        Instant expiry = Instant.parse("2026-04-01T00:00:00Z");
        String key = issue(ACME, READ, Optional.of(expiry)).secret().reveal();

        world.at(expiry.minusNanos(1));
        assertThat(authenticate(key)).isPresent();
        world.at(expiry);
        assertThat(authenticate(key)).isEmpty();
    }

    @Test
    void what_is_finer_than_a_millisecond_of_an_expiry_is_cut_off() {
        assertThat(issue(ACME, READ, Optional.of(START.plusSeconds(1))).key().expiresAt())
                .contains(START_IN_MILLIS.plusSeconds(1));
    }

    @Test
    void a_key_that_would_have_expired_already_is_not_issued() {
        for (Instant past : List.of(Instant.EPOCH, START.minusSeconds(1), START_IN_MILLIS, START)) {
            assertThat(tryToIssue(Actor.operator(), ACME, READ, Optional.of(past)))
                    .isEqualTo(new IssueApiKey.ExpiryInThePast());
        }
        assertThat(world.store.apiKeys().list(ACME)).isEmpty();
    }

    @Test
    void a_key_may_expire_in_the_next_millisecond() {
        Instant next = START_IN_MILLIS.plus(1, ChronoUnit.MILLIS);

        assertThat(tryToIssue(Actor.operator(), ACME, READ, Optional.of(next))).isInstanceOf(IssueApiKey.Issued.class);
    }

    @Test
    void nobody_issues_a_key_that_allows_more_than_they_may() {
        Actor keyWriter = holderOf(ACME, Permission.KEYS_WRITE, Permission.MAPPINGS_READ);

        for (Permission permission : Permission.values()) {
            boolean held = permission == Permission.KEYS_WRITE || permission == Permission.MAPPINGS_READ;
            Set<Permission> asked = held ? Set.of(permission) : Set.of(permission, Permission.MAPPINGS_READ);

            if (held) {
                assertThat(tryToIssue(keyWriter, ACME, asked, Optional.empty())).isInstanceOf(IssueApiKey.Issued.class);
            } else {
                assertThat(tryToIssue(keyWriter, ACME, asked, Optional.empty()))
                        .isEqualTo(new IssueApiKey.NotPermitted());
            }
        }
        assertThat(world.store.apiKeys().list(ACME)).hasSize(2);
    }

    @Test
    void a_key_without_any_permission_can_be_issued() {
        IssueApiKey.Issued issued = issue(ACME, Set.of(), Optional.empty());

        assertThat(authenticate(issued.secret().reveal()))
                .hasValueSatisfying(
                        holder -> assertThat(world.rolemap.listConnections().list(holder, ACME))
                                .isEqualTo(new ListConnections.NotPermitted()));
    }

    @Test
    void a_revoked_key_authenticates_nobody() {
        IssueApiKey.Issued issued = issue(ACME, READ, Optional.empty());

        assertThat(revoke(ACME, issued.key().id())).isEqualTo(new RevokeApiKey.Revoked());
        assertThat(authenticate(issued.secret().reveal())).isEmpty();
        assertThat(world.store.apiKeys().list(ACME)).isEmpty();
    }

    @Test
    void a_key_is_revoked_only_once() {
        IssueApiKey.Issued issued = issue(ACME, READ, Optional.empty());
        revoke(ACME, issued.key().id());

        assertThat(revoke(ACME, issued.key().id())).isEqualTo(new RevokeApiKey.KeyNotFound());
    }

    @Test
    void a_key_of_another_organisation_can_not_be_revoked_here() {
        IssueApiKey.Issued theirs = issue(GLOBEX, READ, Optional.empty());
        Actor acmesKeyWriter = holderOf(ACME, Permission.KEYS_WRITE);

        assertThat(world.rolemap
                        .revokeApiKey()
                        .revoke(acmesKeyWriter, ACME, theirs.key().id()))
                .isEqualTo(new RevokeApiKey.KeyNotFound())
                .isEqualTo(world.rolemap.revokeApiKey().revoke(acmesKeyWriter, ACME, new KeyId("unheard-of")));
        assertThat(authenticate(theirs.secret().reveal())).isPresent();
    }

    @Test
    void the_keys_of_an_organisation_are_listed_oldest_first_expired_ones_included() {
        world.at(START.plusSeconds(2));
        ApiKey second = issue(ACME, READ, Optional.empty()).key();
        world.at(START.plusSeconds(1));
        ApiKey first = issue(ACME, READ, Optional.of(START.plusSeconds(5))).key();
        issue(GLOBEX, READ, Optional.empty());
        world.at(START.plusSeconds(10));

        assertThat(world.rolemap.listApiKeys().list(Actor.operator(), ACME))
                .isEqualTo(new ListApiKeys.Found(List.of(first, second)));
    }

    @Test
    void the_operator_key_authenticates_the_operator() {
        assertThat(authenticate(OPERATOR_KEY)).contains(Actor.operator());
        assertThat(authenticate(OPERATOR_KEY + " ")).isEmpty();
    }

    @Test
    void without_an_operator_key_nobody_is_the_operator() {
        assertThat(new TestWorld().rolemap.authenticateApiKey().authenticate(OPERATOR_KEY))
                .isEmpty();
    }

    @Test
    void the_operator_key_may_come_to_be_known_later_and_change() {
        AtomicReference<Optional<KeyDigest>> current = new AtomicReference<>(Optional.empty());
        TestWorld started = new TestWorld(Authorizer.byGrants(), builder -> builder.operatorKey(current::get));
        AuthenticateApiKey authentication = started.rolemap.authenticateApiKey();

        assertThat(authentication.authenticate(OPERATOR_KEY)).isEmpty();
        current.set(Optional.of(KeyDigest.of(OPERATOR_KEY)));
        assertThat(authentication.authenticate(OPERATOR_KEY)).contains(Actor.operator());
        current.set(Optional.of(KeyDigest.of("another")));
        assertThat(authentication.authenticate(OPERATOR_KEY)).isEmpty();
    }

    @Test
    void the_operator_key_may_have_the_form_of_an_issued_one() {
        String key = ApiKeySecret.generate(new SplittableRandom(9)).reveal();
        TestWorld generated = new TestWorld(Authorizer.byGrants(), builder -> builder.operatorKey(KeyDigest.of(key)));

        assertThat(generated.rolemap.authenticateApiKey().authenticate(key)).contains(Actor.operator());
    }

    private IssueApiKey.Issued issue(OrgId org, Set<Permission> permissions, Optional<Instant> expiresAt) {
        return tryToIssue(Actor.operator(), org, permissions, expiresAt)
                .fold(issued -> issued, inThePast -> unexpected(inThePast), denied -> unexpected(denied));
    }

    private IssueApiKey.Result tryToIssue(
            Actor actor, OrgId org, Set<Permission> permissions, Optional<Instant> expiresAt) {
        return world.rolemap.issueApiKey().issue(actor, new IssueApiKey.Command(org, NAME, permissions, expiresAt));
    }

    private RevokeApiKey.Result revoke(OrgId org, KeyId id) {
        return world.rolemap.revokeApiKey().revoke(Actor.operator(), org, id);
    }

    private Optional<Actor> authenticate(String presented) {
        return world.rolemap.authenticateApiKey().authenticate(presented);
    }
}
