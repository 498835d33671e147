package io.rolemap.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.rolemap.domain.connection.ProviderKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    @Test
    void the_labels_of_permissions_never_change() {
        assertThat(Arrays.stream(Permission.values()).map(Permission::label))
                .containsExactly(
                        "mappings:read",
                        "mappings:write",
                        "connections:read",
                        "connections:write",
                        "roles:read",
                        "roles:write",
                        "roles:resolve",
                        "keys:write");
    }

    @Test
    void the_labels_of_provider_kinds_never_change() {
        assertThat(Arrays.stream(ProviderKind.values()).map(ProviderKind::label))
                .containsExactly("oidc", "saml", "directory");
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void a_permission_is_found_by_its_label(Permission permission) {
        assertThat(Permission.fromLabel(permission.label())).contains(permission);
    }

    @ParameterizedTest
    @EnumSource(ProviderKind.class)
    void a_provider_kind_is_found_by_its_label(ProviderKind kind) {
        assertThat(ProviderKind.fromLabel(kind.label())).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mappings", "Mappings:read", "MAPPINGS_READ", "mappings:read ", "OIDC", "oidc\0", "Saml"})
    void other_spellings_are_no_label(String label) {
        assertThat(Permission.fromLabel(label)).isEmpty();
        assertThat(ProviderKind.fromLabel(label)).isEmpty();
    }
}
