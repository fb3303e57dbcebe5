package nexus.command.company;

import nexus.api.company.CompanyDetails;

/** What must be remembered about a company in order to decide. */
sealed interface Company {

    /** Nobody added it yet. */
    record Absent() implements Company {}

    /**
     * One to work with.
     *
     * @param first how it began, so that adding it once more can be told from adding another
     */
    record Active(CompanyDetails first, CompanyDetails details) implements Company {}

    /** Put away; restoring brings it back as it was. */
    record Archived(Active before) implements Company {}
}
