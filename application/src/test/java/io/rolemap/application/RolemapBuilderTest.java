package io.rolemap.application;

import static io.rolemap.application.TestWorld.ACME;
import static io.rolemap.application.TestWorld.createMapping;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.connection.ConnectionId;
import io.rolemap.domain.connection.CreateConnection;
import io.rolemap.domain.connection.ProviderKey;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.testkit.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RolemapBuilderTest {

    private final InMemoryStore store = new InMemoryStore();

    @Test
    void a_builder_without_ports_names_all_that_are_missing() {
        assertThatThrownBy(() -> Rolemap.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rolemap can't be built without: mappings, connections, transactions,"
                        + " authorizer (Authorizer.permitAll() if everything shall be allowed)");
    }

    @Test
    void a_builder_names_only_what_is_missing() {
        assertThatThrownBy(() -> Rolemap.builder()
                        .mappings(store.mappings())
                        .authorizer(Authorizer.permitAll())
                        .build())
                .hasMessage("Rolemap can't be built without: connections, transactions");
    }

    @Test
    void an_embedding_service_needs_four_ports_and_no_more() {
        Rolemap rolemap = minimal();
        CreateConnection.Result connection = rolemap.createConnection()
                .create(Actor.named("jo"), CreateConnection.Command.of(ACME, new ProviderKey("acme-okta")));
        ConnectionId id = ((CreateConnection.Created) connection).connection().id();

        assertThat(rolemap.createGroupRoleMapping().create(Actor.named("jo"), createMapping(ACME, id, "Admins", 2227)))
                .isInstanceOfSatisfying(CreateGroupRoleMapping.Created.class, created -> {
                    // Both are ambient here: an id of version 7, and about now by the system's clock.
                    assertThat(created.mapping().id().value()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-.*");
                    assertThat(Duration.between(created.mapping().createdAt(), Instant.now()))
                            .isBetween(Duration.ofDays(-1), Duration.ofDays(1));
                });
    }

    @Test
    void has_api_keys_only_when_it_was_built_with_them() {
        assertThat(minimal().hasApiKeys()).isFalse();
        assertThat(new TestWorld().rolemap.hasApiKeys()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("apiKeyUseCases")
    void api_key_use_cases_say_what_they_lack_without_api_keys(String name, Function<Rolemap, Object> useCase) {
        Rolemap rolemap = minimal();

        assertThatThrownBy(() -> useCase.apply(rolemap))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rolemap was built without apiKeys");
    }

    static Stream<Arguments> apiKeyUseCases() {
        return Stream.of(
                useCase("authenticate", Rolemap::authenticateApiKey),
                useCase("issue", Rolemap::issueApiKey),
                useCase("list", Rolemap::listApiKeys),
                useCase("revoke", Rolemap::revokeApiKey));
    }

    private static Arguments useCase(String name, Function<Rolemap, Object> useCase) {
        return Arguments.of(name, useCase);
    }

    private Rolemap minimal() {
        return Rolemap.builder()
                .mappings(store.mappings())
                .connections(store.connections())
                .transactions(store.transactions())
                .authorizer(Authorizer.permitAll())
                .build();
    }
}
