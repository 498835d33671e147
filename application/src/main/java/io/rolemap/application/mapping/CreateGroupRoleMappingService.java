package io.rolemap.application.mapping;

import io.rolemap.application.shared.Now;
import io.rolemap.domain.access.Action;
import io.rolemap.domain.access.Actor;
import io.rolemap.domain.access.Authorizer;
import io.rolemap.domain.access.Permission;
import io.rolemap.domain.mapping.CreateGroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMapping;
import io.rolemap.domain.mapping.GroupRoleMappingRepository;
import io.rolemap.domain.mapping.MappingFinding;
import io.rolemap.domain.mapping.MappingId;
import io.rolemap.domain.mapping.MappingPage;
import io.rolemap.domain.mapping.MappingQuery;
import io.rolemap.domain.shared.IdGenerator;
import io.rolemap.domain.shared.OrgId;
import io.rolemap.domain.shared.StorageUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class CreateGroupRoleMappingService implements CreateGroupRoleMapping {

    private final GroupRoleMappingRepository mappings;
    private final MappingWrites writes;
    private final Authorizer authorizer;
    private final IdGenerator ids;
    private final InstantSource clock;

    CreateGroupRoleMappingService(
            GroupRoleMappingRepository mappings,
            MappingWrites writes,
            Authorizer authorizer,
            IdGenerator ids,
            InstantSource clock) {
        this.mappings = mappings;
        this.writes = writes;
        this.authorizer = authorizer;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Result create(Actor actor, Command command) {
        Action write = Action.on(command.org(), Permission.MAPPINGS_WRITE).granting(command.role());
        if (!authorizer.permits(actor, write)) {
            return new NotPermitted();
        }
        GroupRoleMapping mapping = newMapping(command);
        GroupRoleMappingRepository.Insertion insertion =
                writes.granting(mapping, () -> mappings.insert(mapping), () -> refusal(mapping));
        return insertion.fold(
                inserted -> new Created(mapping, findings(actor, mapping, inserted.neighbours())),
                noSuchConnection -> new ConnectionNotFound(),
                taken -> alreadyMapped(actor, taken.existing()),
                unknown -> new UnknownRole(mapping.role()));
    }

    /** Of a mapping whose role is unknown. Whatever else is in the way is told first: an answer may have been lost. */
    private GroupRoleMappingRepository.Insertion refusal(GroupRoleMapping mapping) {
        MappingQuery ofGroup =
                MappingQuery.all(mapping.org(), mapping.connection()).ofGroup(mapping.externalGroup());
        Optional<MappingPage> found = mappings.list(ofGroup);
        if (found.isEmpty()) {
            return new GroupRoleMappingRepository.NoSuchConnection();
        }
        List<GroupRoleMapping> existing = found.get().mappings();
        return existing.isEmpty()
                ? new GroupRoleMappingRepository.UnknownRole()
                : new GroupRoleMappingRepository.AlreadyMapped(existing.get(0));
    }

    private GroupRoleMapping newMapping(Command command) {
        Instant now = Now.of(clock);
        return new GroupRoleMapping(
                new MappingId(ids.newId()),
                command.org(),
                command.connection(),
                command.externalGroup(),
                command.role(),
                now,
                now);
    }

    private List<MappingFinding> findings(Actor actor, GroupRoleMapping mapping, List<GroupRoleMapping> neighbours) {
        List<MappingFinding> findings = new ArrayList<>(MappingFinding.ofNew(mapping, neighbours));
        if (neighbours.stream().map(GroupRoleMapping::externalGroup).anyMatch(MappingFinding::isGuid)) {
            MappingFinding.nameAmongGuids(mapping, firstPage(mapping)).ifPresent(findings::add);
        }
        boolean others = findings.stream().anyMatch(finding -> finding.other().isPresent());
        return others && !mayRead(actor, mapping.org())
                ? findings.stream().map(MappingFinding::withoutOther).toList()
                : findings;
    }

    /** The mapping is stored: whether there is something to say about it must not make that a fault. */
    private List<GroupRoleMapping> firstPage(GroupRoleMapping mapping) {
        try {
            return mappings.list(MappingQuery.all(mapping.org(), mapping.connection()))
                    .map(MappingPage::mappings)
                    .orElse(List.of());
        } catch (StorageUnavailableException hintIsLost) {
            return List.of();
        }
    }

    private Result alreadyMapped(Actor actor, GroupRoleMapping existing) {
        return new GroupAlreadyMapped(mayRead(actor, existing.org()) ? Optional.of(existing) : Optional.empty());
    }

    private boolean mayRead(Actor actor, OrgId org) {
        return authorizer.permits(actor, Action.on(org, Permission.MAPPINGS_READ));
    }
}
