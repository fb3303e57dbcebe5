package nexus.command.identity;

import nexus.api.identity.ShowroomDetails;

/** What must be remembered about a showroom in order to decide. */
sealed interface Showroom {

    record Absent() implements Showroom {}

    record Open(String name, String code, ShowroomDetails details) implements Showroom {}
}
