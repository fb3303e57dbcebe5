package nexus.api.project;

import nexus.api.identity.ShowroomId;

/**
 * What people call a project by: the code of its showroom and which of its projects it is.
 *
 * @param sequence counts from 1, in each showroom for itself, without gaps
 */
public record ProjectNumber(ShowroomId showroomId, String code, int sequence) {

    /** As it is written: {@code LDS-000123}. */
    public String text() {
        return "%s-%06d".formatted(code, sequence);
    }
}
