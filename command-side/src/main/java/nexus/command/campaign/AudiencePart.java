package nexus.command.campaign;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import nexus.api.Patch;
import nexus.api.campaign.AudienceChange;
import nexus.api.company.CompanyId;
import nexus.api.contact.LifecycleStage;

/** What requests want to be another in an audience. */
record AudiencePart(
        Patch<@Size(max = 50) List<@NotBlank @Size(max = 60) String>> tag,
        Patch<@Size(max = 50) List<@NotNull LifecycleStage>> lifecycleStage,
        Patch<@Size(max = 50) List<@NotBlank @Size(max = 200) String>> source,
        Patch<@Size(max = 50) List<@NotNull CompanyId>> companyId) {

    AudienceChange change() {
        return new AudienceChange(
                tag.map(AudiencePart::distinct),
                lifecycleStage.map(
                        stages -> stages.stream().map(Object::toString).distinct().toList()),
                source.map(AudiencePart::distinct),
                companyId.map(AudiencePart::distinct));
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }
}
