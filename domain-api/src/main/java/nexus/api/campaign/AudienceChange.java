package nexus.api.campaign;

import java.util.List;
import java.util.Objects;
import nexus.api.Patch;
import nexus.api.company.CompanyId;

/** What is to be changed of an audience, field by field (RFC 7396). */
public record AudienceChange(
        Patch<List<String>> tag,
        Patch<List<String>> lifecycleStage,
        Patch<List<String>> source,
        Patch<List<CompanyId>> companyId) {

    public Audience of(Audience before) {
        return new Audience(
                changed(before.tag(), tag),
                changed(before.lifecycleStage(), lifecycleStage),
                changed(before.source(), source),
                changed(before.companyId(), companyId));
    }

    private static <T> List<T> changed(List<T> before, Patch<List<T>> change) {
        return Objects.requireNonNullElse(change.or(before), List.of());
    }
}
