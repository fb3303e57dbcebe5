package nexus.command.transfer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What rows can become, and what their columns can mean then. */
enum Target {
    DEALS(
            "name",
            Set.of(
                    "externalId",
                    "name",
                    "value",
                    "stage",
                    "ownerName",
                    "companyName",
                    "contactEmail",
                    "openedAt",
                    "closedAt",
                    "wonReason",
                    "lostReason",
                    "source",
                    "expectedCloseDate")),
    COMPANIES("name", Set.of("name", "sector", "employees", "revenue", "location")),
    CONTACTS(
            "email",
            Set.of(
                    "firstName",
                    "lastName",
                    "email",
                    "phone",
                    "companyName",
                    "jobTitle",
                    "tags",
                    "source"));

    private static final String CUSTOM = "customFields.";
    private static final int LONGEST_CUSTOM = 60;

    private final String required;
    private final Set<String> names;

    Target(String required, Set<String> names) {
        this.required = required;
        this.names = names;
    }

    static Optional<Target> of(String resource) {
        return Arrays.stream(values())
                .filter(target -> target.toString().equals(resource))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Target::toString).collect(Collectors.joining(", "));
    }

    /** What every row must have, so that a mapping must say where it comes from. */
    String required() {
        return required;
    }

    boolean has(String name) {
        return names.contains(name) || customField(name).isPresent();
    }

    String list() {
        return names.stream().sorted().collect(Collectors.joining(", ")) + ", customFields.<key>";
    }

    static Optional<String> customField(String name) {
        return name.startsWith(CUSTOM)
                        && !name.substring(CUSTOM.length()).isBlank()
                        && name.length() <= CUSTOM.length() + LONGEST_CUSTOM
                ? Optional.of(name.substring(CUSTOM.length()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
