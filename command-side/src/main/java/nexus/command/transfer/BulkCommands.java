package nexus.command.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nexus.api.Command;
import nexus.api.Patch;
import nexus.api.company.CompanyCommand.ArchiveCompany;
import nexus.api.company.CompanyCommand.ChangeCompany;
import nexus.api.company.CompanyCommand.RestoreCompany;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactCommand.ArchiveContact;
import nexus.api.contact.ContactCommand.ChangeContact;
import nexus.api.contact.ContactCommand.RestoreContact;
import nexus.api.contact.ContactCommand.TagContact;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.ChangeDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.project.ProjectCommand.ArchiveProject;
import nexus.api.project.ProjectCommand.ChangeProject;
import nexus.api.project.ProjectCommand.RestoreProject;
import nexus.api.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * What a change of many records asks of each of them, in the words of that record.
 *
 * @param stage where deals are moved to; null if they are not moved
 */
record BulkCommands(BulkResource resource, BulkChange change, @Nullable Placement stage) {

    /** The commands for one record, all of them or none. */
    List<Command> of(String id) {
        return switch (resource) {
            case deals -> ofDeal(new DealId(id));
            case contacts -> ofContact(new ContactId(id));
            case companies -> List.of(ofCompany(new CompanyId(id)));
            case projects -> List.of(ofProject(new ProjectId(id)));
        };
    }

    private List<Command> ofDeal(DealId id) {
        if (change.archived() instanceof Patch.Set<Boolean>(var away)) {
            return List.of(isTrue(away) ? new ArchiveDeal(id, null) : new RestoreDeal(id));
        }
        var commands = new ArrayList<Command>();
        if (stage != null) {
            commands.add(new MoveDeal(id, stage));
        }
        if (stage == null || change.mentioned().size() > 1) {
            commands.add(changed(id));
        }
        return commands;
    }

    private ChangeDeal changed(DealId id) {
        return new ChangeDeal(
                id,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                change.companyId(),
                change.source(),
                Patch.keep(),
                change.expectedCloseDate(),
                change.ownerId(),
                Patch.keep());
    }

    private List<Command> ofContact(ContactId id) {
        if (change.archived() instanceof Patch.Set<Boolean>(var away)) {
            return List.of(isTrue(away) ? new ArchiveContact(id) : new RestoreContact(id));
        }
        return List.of(
                changed(id), new TagContact(id, tags(change.addTags()), tags(change.removeTags())));
    }

    private ChangeContact changed(ContactId id) {
        return new ChangeContact(
                id,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                change.companyId(),
                Patch.keep(),
                Patch.keep(),
                change.source(),
                change.lifecycleStage(),
                Patch.keep());
    }

    private Command ofCompany(CompanyId id) {
        return switch (change.archived()) {
            case Patch.Set<Boolean>(var away) ->
                    isTrue(away) ? new ArchiveCompany(id) : new RestoreCompany(id);
            case Patch.Keep<Boolean> _ ->
                    new ChangeCompany(
                            id,
                            Patch.keep(),
                            change.sector(),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep());
        };
    }

    private Command ofProject(ProjectId id) {
        return switch (change.archived()) {
            case Patch.Set<Boolean>(var away) ->
                    isTrue(away) ? new ArchiveProject(id) : new RestoreProject(id);
            case Patch.Keep<Boolean> _ ->
                    new ChangeProject(
                            id,
                            Patch.keep(),
                            Patch.keep(),
                            change.priority(),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep(),
                            change.responsibleId());
        };
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Objects.equals(value, true);
    }

    private static List<String> tags(Patch<List<String>> tags) {
        return Objects.requireNonNullElse(tags.or(null), List.of());
    }
}
