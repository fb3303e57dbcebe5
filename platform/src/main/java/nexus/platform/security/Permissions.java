package nexus.platform.security;

import static java.util.Map.entry;
import static nexus.api.Resource.ACTIVITIES;
import static nexus.api.Resource.ANALYTICS;
import static nexus.api.Resource.AUDIT;
import static nexus.api.Resource.BILLING;
import static nexus.api.Resource.CAMPAIGNS;
import static nexus.api.Resource.COMPANIES;
import static nexus.api.Resource.CONTACTS;
import static nexus.api.Resource.DEALS;
import static nexus.api.Resource.DOCUMENTS;
import static nexus.api.Resource.IMPORTS;
import static nexus.api.Resource.OPERATIONS;
import static nexus.api.Resource.ORGANIZATION_SETTINGS;
import static nexus.api.Resource.PIPELINES;
import static nexus.api.Resource.PROJECTS;
import static nexus.api.Resource.SAVED_VIEWS;
import static nexus.api.Resource.TEAM_MEMBERS;

import java.util.Map;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.api.identity.Role;
import org.springframework.security.access.AccessDeniedException;

/**
 * Who may do what: the permission matrix. Letters stand for create, read, update, delete, launch.
 */
public final class Permissions {

    private static final Map<Resource, Row> MATRIX =
            Map.ofEntries(
                    //                           OWNER   ADMIN   MEMBER  VIEWER
                    entry(ORGANIZATION_SETTINGS, row("CRUD", "RU", "R", "R")),
                    entry(TEAM_MEMBERS, row("CRUD", "CRU", "R", "R")),
                    entry(CONTACTS, row("CRUD", "CRUD", "CRUD", "R")),
                    entry(COMPANIES, row("CRUD", "CRUD", "CRUD", "R")),
                    entry(PIPELINES, row("CRUD", "RU", "R", "R")),
                    entry(DEALS, row("CRUD", "CRUD", "CRUD", "R")),
                    entry(PROJECTS, row("CRUD", "CRUD", "CRU", "R")),
                    entry(DOCUMENTS, row("CRUD", "CRUD", "CRUD", "R")),
                    entry(ACTIVITIES, row("CRUD", "CRUD", "CRUD", "R")),
                    entry(CAMPAIGNS, row("CRUDL", "CRUDL", "CRU", "R")),
                    entry(IMPORTS, row("CRUD", "CRUD", "CRU", "R")),
                    entry(SAVED_VIEWS, row("CRUD", "CRUD", "CRUD", "CRUD")),
                    entry(ANALYTICS, row("R", "R", "R", "R")),
                    entry(AUDIT, row("R", "R", "R", "R")),
                    entry(BILLING, row("CRUD", "R", "", "")),
                    entry(OPERATIONS, row("R", "R", "", "")));

    private Permissions() {}

    private record Row(String owner, String admin, String member, String viewer) {

        String of(Role role) {
            return switch (role) {
                case OWNER -> owner;
                case ADMIN -> admin;
                case MEMBER -> member;
                case VIEWER -> viewer;
            };
        }
    }

    private static Row row(String owner, String admin, String member, String viewer) {
        return new Row(owner, admin, member, viewer);
    }

    /** Whether a role may do that. */
    public static boolean allow(Role role, Action action, Resource resource) {
        var row = MATRIX.get(resource);
        return row != null && row.of(role).indexOf(letter(action)) >= 0;
    }

    /**
     * Lets a query pass, or not.
     *
     * @throws AccessDeniedException answered with 403
     */
    public static void require(Actor actor, Action action, Resource resource) {
        if (!allow(actor.role(), action, resource)) {
            throw new AccessDeniedException(new PermissionDenied(action, resource).message());
        }
    }

    private static char letter(Action action) {
        return switch (action) {
            case CREATE -> 'C';
            case READ -> 'R';
            case UPDATE -> 'U';
            case DELETE -> 'D';
            case LAUNCH -> 'L';
        };
    }
}
