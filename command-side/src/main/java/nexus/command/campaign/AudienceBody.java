package nexus.command.campaign;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.campaign.Audience;
import nexus.api.company.CompanyId;
import nexus.api.contact.LifecycleStage;
import org.jspecify.annotations.Nullable;

/** An audience as requests tell it. */
record AudienceBody(
        @Size(max = 50) @Nullable List<@NotBlank @Size(max = 60) String> tag,
        @Size(max = 50) @Nullable List<@NotNull LifecycleStage> lifecycleStage,
        @Size(max = 50) @Nullable List<@NotBlank @Size(max = 200) String> source,
        @Size(max = 50) @Nullable List<@NotNull CompanyId> companyId) {

    Audience audience() {
        return new Audience(
                all(tag).distinct().toList(),
                all(lifecycleStage).map(LifecycleStage::toString).distinct().toList(),
                all(source).distinct().toList(),
                all(companyId).distinct().toList());
    }

    private static <T> Stream<T> all(@Nullable List<T> values) {
        return values == null ? Stream.empty() : values.stream();
    }
}
