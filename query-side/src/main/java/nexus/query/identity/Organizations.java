package nexus.query.identity;

import nexus.api.identity.OrganizationEvent;
import nexus.api.identity.OrganizationEvent.MembershipEvent;
import nexus.api.identity.OrganizationEvent.OrganizationCancelled;
import nexus.api.identity.OrganizationEvent.OrganizationReactivated;
import nexus.api.identity.OrganizationEvent.OrganizationRegistered;
import nexus.api.identity.OrganizationEvent.OrganizationRenamed;
import nexus.api.identity.OrganizationEvent.OrganizationSettingsChanged;
import nexus.api.identity.OrganizationEvent.OrganizationSuspended;
import nexus.api.identity.OrganizationEvent.PlanChanged;
import nexus.api.identity.OrganizationSettings;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Plan;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.identity.Organizations.OrganizationRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per organization. */
@Component
final class Organizations implements View<OrganizationEvent, OrganizationRow> {

    record OrganizationRow(
            String id,
            String name,
            String slug,
            Plan plan,
            OrganizationStatus status,
            OrganizationSettings settings) {

        OrganizationRow being(OrganizationStatus changed) {
            return new OrganizationRow(id, name, slug, plan, changed, settings);
        }
    }

    @Override
    public String name() {
        return "organizations";
    }

    @Override
    public Class<OrganizationEvent> events() {
        return OrganizationEvent.class;
    }

    @Override
    public Class<OrganizationRow> rows() {
        return OrganizationRow.class;
    }

    @Override
    public @Nullable OrganizationRow evolve(
            @Nullable OrganizationRow organization, OrganizationEvent event, Occurrence at) {
        if (event
                instanceof OrganizationRegistered(var id, var name, var slug, var plan, var its)) {
            return new OrganizationRow(
                    id.value(), name, slug, plan, OrganizationStatus.ACTIVE, its);
        }
        if (organization == null) {
            return null;
        }
        return switch (event) {
            case OrganizationRegistered _, MembershipEvent _ -> organization;
            case OrganizationRenamed(_, var name) ->
                    new OrganizationRow(
                            organization.id(),
                            name,
                            organization.slug(),
                            organization.plan(),
                            organization.status(),
                            organization.settings());
            case OrganizationSettingsChanged(_, var settings) ->
                    new OrganizationRow(
                            organization.id(),
                            organization.name(),
                            organization.slug(),
                            organization.plan(),
                            organization.status(),
                            settings);
            case PlanChanged(_, var plan) ->
                    new OrganizationRow(
                            organization.id(),
                            organization.name(),
                            organization.slug(),
                            plan,
                            organization.status(),
                            organization.settings());
            case OrganizationSuspended _ -> organization.being(OrganizationStatus.SUSPENDED);
            case OrganizationReactivated _ -> organization.being(OrganizationStatus.ACTIVE);
            case OrganizationCancelled _ -> organization.being(OrganizationStatus.CANCELLED);
        };
    }
}
