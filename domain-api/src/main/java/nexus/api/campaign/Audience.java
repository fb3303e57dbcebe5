package nexus.api.campaign;

import java.util.List;
import nexus.api.company.CompanyId;

/**
 * Whom a campaign is for, as a question about contacts: those that have any of the values of a
 * field, for all of the fields. A field without values asks nothing.
 *
 * @param lifecycleStage in small letters, as contacts are asked for
 */
public record Audience(
        List<String> tag,
        List<String> lifecycleStage,
        List<String> source,
        List<CompanyId> companyId) {

    public static final Audience EVERYBODY =
            new Audience(List.of(), List.of(), List.of(), List.of());

    public Audience {
        tag = tag == null ? List.of() : List.copyOf(tag);
        lifecycleStage = lifecycleStage == null ? List.of() : List.copyOf(lifecycleStage);
        source = source == null ? List.of() : List.copyOf(source);
        companyId = companyId == null ? List.of() : List.copyOf(companyId);
    }
}
