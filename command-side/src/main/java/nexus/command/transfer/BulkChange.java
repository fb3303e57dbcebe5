package nexus.command.transfer;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.Patch;
import nexus.api.company.CompanyId;
import nexus.api.contact.LifecycleStage;
import nexus.api.identity.UserId;
import nexus.api.pipeline.StageId;
import nexus.api.project.Priority;

/**
 * What many records are to become, all the same: no more than is mentioned. Each kind of record has
 * some of it.
 *
 * @param archived true puts the records away, false takes them out again; on its own
 */
record BulkChange(
        Patch<UserId> ownerId,
        Patch<@NotNull StageId> stageId,
        Patch<LocalDate> expectedCloseDate,
        Patch<@Size(min = 1, max = 200) String> source,
        Patch<LifecycleStage> lifecycleStage,
        Patch<CompanyId> companyId,
        Patch<@NotNull @Size(max = 50) List<@NotBlank @Size(max = 60) String>> addTags,
        Patch<@NotNull @Size(max = 50) List<@NotBlank @Size(max = 60) String>> removeTags,
        Patch<@Size(min = 1, max = 200) String> sector,
        Patch<@NotNull Priority> priority,
        Patch<UserId> responsibleId,
        Patch<@NotNull Boolean> archived) {

    /** The names of what is to be changed. */
    Set<String> mentioned() {
        var all = new LinkedHashMap<String, Patch<?>>();
        all.put("ownerId", ownerId);
        all.put("stageId", stageId);
        all.put("expectedCloseDate", expectedCloseDate);
        all.put("source", source);
        all.put("lifecycleStage", lifecycleStage);
        all.put("companyId", companyId);
        all.put("addTags", addTags);
        all.put("removeTags", removeTags);
        all.put("sector", sector);
        all.put("priority", priority);
        all.put("responsibleId", responsibleId);
        all.put("archived", archived);
        all.values().removeIf(Patch.Keep.class::isInstance);
        return Map.copyOf(all).keySet();
    }
}
