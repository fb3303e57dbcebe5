package nexus.command.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.api.document.DocumentId;
import nexus.api.project.RequirementState;
import nexus.api.project.Standing.Fact;

/**
 * What was done of what the stages ask for.
 *
 * @param facts by the key of the requirement; what is not mentioned is open
 * @param documents those that can be read, by what they are to the project
 */
record Fulfilment(Map<String, Fact> facts, Map<String, List<DocumentId>> documents) {

    static final Fulfilment NONE = new Fulfilment(Map.of(), Map.of());

    Fulfilment with(String key, Fact fact) {
        var changed = new HashMap<>(facts);
        changed.put(key, fact);
        return new Fulfilment(Map.copyOf(changed), documents);
    }

    Fulfilment without(String key) {
        var changed = new HashMap<>(facts);
        changed.remove(key);
        return new Fulfilment(Map.copyOf(changed), documents);
    }

    Fulfilment provided(String kind, DocumentId document) {
        var more = new ArrayList<>(documentsOf(kind));
        more.add(document);
        return having(kind, more);
    }

    Fulfilment withdrawn(String kind, DocumentId document) {
        return having(
                kind, documentsOf(kind).stream().filter(other -> !other.equals(document)).toList());
    }

    private Fulfilment having(String kind, List<DocumentId> ids) {
        var changed = new HashMap<>(documents);
        changed.put(kind, List.copyOf(ids));
        return new Fulfilment(facts, Map.copyOf(changed));
    }

    List<DocumentId> documentsOf(String kind) {
        return documents.getOrDefault(kind, List.of());
    }

    RequirementState stateOf(String key) {
        var fact = facts.get(key);
        return fact == null ? RequirementState.OPEN : fact.state();
    }
}
