package nexus.query.search;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.indices.update_aliases.Action;
import co.elastic.clients.transport.rest_client.RestClientOptions;
import co.elastic.clients.util.BinaryData;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nexus.query.search.SearchPending.Pending;
import org.apache.http.client.config.RequestConfig;
import org.elasticsearch.client.RequestOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index of all records, as it is written.
 *
 * <p>Readers and writers know it by an alias. The index behind that is named after what defines it,
 * so that another definition, or another database, begins another index.
 */
@Component
class RecordIndex {

    /**
     * What became of a batch.
     *
     * @param told the index knows, now or since a later writing, or refuses to
     * @param refused of those, what the index cannot take, and why
     * @param cause why the others were not taken now; null if there are none
     */
    record Outcome(List<Pending> told, Map<Pending, String> refused, @Nullable String cause) {

        List<Pending> taken() {
            return told.stream().filter(record -> !refused.containsKey(record)).toList();
        }
    }

    private static final int BULK_MILLIS = 30_000;

    /** As an index is filled fastest that nobody reads yet; otherwise than it is defined. */
    private static final Map<String, String> FILLING =
            Map.of(
                    "refresh_interval", "-1",
                    "auto_expand_replicas", "false",
                    "number_of_replicas", "0");

    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;

    private final ElasticsearchClient elasticsearch;
    private final ElasticsearchClient patient;
    private final String alias;
    private final String definition = definition();

    RecordIndex(ElasticsearchClient elasticsearch, ElasticsearchConfiguration.Properties names) {
        this.elasticsearch = elasticsearch;
        this.patient = elasticsearch.withTransportOptions(patient());
        this.alias = names.index();
    }

    private static RestClientOptions patient() {
        var timeouts =
                RequestConfig.custom().setConnectTimeout(1_000).setSocketTimeout(BULK_MILLIS);
        return new RestClientOptions(
                RequestOptions.DEFAULT.toBuilder().setRequestConfig(timeouts.build()).build(),
                false);
    }

    String alias() {
        return alias;
    }

    /** Whether the index that readers are led to is the one of this definition and database. */
    boolean isInPlace(String installation) throws IOException {
        var aliased = aliased(alias);
        return aliased.size() == 1 && aliased.stream().allMatch(name -> isOf(name, installation));
    }

    /** Whether an index is of this definition and database, made first or anew. */
    boolean isOf(String name, String installation) {
        var first = name(installation);
        return name.equals(first) || name.startsWith(first + "-");
    }

    /** Puts an index of this definition and database, empty if it is new, in the readers' place. */
    void putInPlace(String installation) throws IOException {
        var name = name(installation);
        var former = aliased(alias);
        if (!elasticsearch.indices().exists(question -> question.index(name)).value()) {
            patient.indices()
                    .create(index -> index.index(name).withJson(new StringReader(definition)));
        }
        elasticsearch
                .indices()
                .updateAliases(
                        change ->
                                change.actions(to -> to.add(add -> add.index(name).alias(alias))));
        for (var old : former) {
            if (!old.equals(name)) {
                elasticsearch.indices().delete(index -> index.index(old).ignoreUnavailable(true));
            }
        }
    }

    /** The alias of the index beside the one in use: being made anew, or in use before. */
    String beside() {
        return alias + "-beside";
    }

    /** The name of the index beside, if there is one. */
    Optional<String> nameBeside() throws IOException {
        return aliased(beside()).stream().findFirst();
    }

    /** Begins another index of this definition, in nobody's way: it is only written to. */
    void beginBeside(String name) throws IOException {
        dropBeside();
        elasticsearch.indices().delete(index -> index.index(name).ignoreUnavailable(true));
        patient.indices()
                .create(
                        index ->
                                index.index(name)
                                        .withJson(new StringReader(toBeFilled()))
                                        .aliases(beside(), also -> also));
    }

    private String toBeFilled() {
        var changed = (ObjectNode) MAPPER.readTree(definition);
        FILLING.forEach(settings(changed)::put);
        return changed.toString();
    }

    private static ObjectNode settings(JsonNode definition) {
        return (ObjectNode) definition.path("settings").path("index");
    }

    /** What was filled is to be read: the settings are those of the definition again. */
    void settleBeside() throws IOException {
        var defined = settings(MAPPER.readTree(definition));
        var changed = MAPPER.createObjectNode();
        FILLING.keySet().stream()
                .filter(defined::has)
                .forEach(name -> changed.set(name, defined.path(name)));
        patient.indices()
                .putSettings(
                        put -> put.index(beside()).withJson(new StringReader(changed.toString())));
        refreshBeside();
    }

    /** Puts the index beside in the readers' place, and the one that was there beside it. */
    void exchange() throws IOException {
        var moves = new ArrayList<Action>();
        for (var anew : aliased(beside())) {
            moves.add(leads(alias, anew));
            moves.add(leadsNoMore(beside(), anew));
        }
        for (var former : aliased(alias)) {
            moves.add(leads(beside(), former));
            moves.add(leadsNoMore(alias, former));
        }
        patient.indices().updateAliases(change -> change.actions(moves));
    }

    private static Action leads(String alias, String name) {
        return Action.of(to -> to.add(add -> add.index(name).alias(alias)));
    }

    private static Action leadsNoMore(String alias, String name) {
        return Action.of(to -> to.remove(remove -> remove.index(name).alias(alias)));
    }

    /** Whether readers are led to that index. */
    boolean isInUse(String name) throws IOException {
        return aliased(alias).contains(name);
    }

    void dropBeside() throws IOException {
        for (var name : aliased(beside())) {
            elasticsearch.indices().delete(index -> index.index(name).ignoreUnavailable(true));
        }
    }

    /** Fails if the server cannot be reached. */
    void reach() throws IOException {
        elasticsearch.indices().existsAlias(of -> of.name(alias));
    }

    private Set<String> aliased(String alias) throws IOException {
        try {
            return elasticsearch.indices().getAlias(of -> of.name(alias)).result().keySet();
        } catch (ElasticsearchException e) {
            if (e.status() == 404) {
                return Set.of();
            }
            throw e;
        }
    }

    String name(String installation) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(installation.getBytes(StandardCharsets.UTF_8));
            var hash = digest.digest(definition.getBytes(StandardCharsets.UTF_8));
            return alias + "-" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes what the records are, or that they are no more. A writing that another with a higher
     * version has overtaken does nothing.
     *
     * @param documents by id; a record without one is taken out
     */
    Outcome write(List<Pending> records, Map<String, String> documents, long version)
            throws IOException {
        return write(alias, records, documents, version);
    }

    /** The same for the index beside. */
    Outcome writeBeside(List<Pending> records, Map<String, String> documents, long version)
            throws IOException {
        return write(beside(), records, documents, version);
    }

    private Outcome write(
            String alias, List<Pending> records, Map<String, String> documents, long version)
            throws IOException {
        var operations = new ArrayList<BulkOperation>();
        for (var record : records) {
            operations.add(operation(record.id(), documents.get(record.id()), version));
        }
        var answer =
                patient.bulk(
                        bulk ->
                                bulk.index(alias)
                                        .requireAlias(true)
                                        .timeout(wait -> wait.time("10s"))
                                        .operations(operations));
        var told = new ArrayList<Pending>();
        var refused = new LinkedHashMap<Pending, String>();
        String cause = null;
        for (int i = 0; i < records.size(); i++) {
            var item = answer.items().get(i);
            if (item.error() == null || item.status() == CONFLICT) {
                told.add(records.get(i));
            } else if (item.status() == BAD_REQUEST) {
                told.add(records.get(i));
                refused.put(records.get(i), cause(item));
            } else {
                cause = cause(item);
            }
        }
        return new Outcome(told, refused, cause);
    }

    private static BulkOperation operation(String id, @Nullable String document, long version) {
        return BulkOperation.of(
                operation ->
                        document == null
                                ? operation.delete(
                                        delete ->
                                                delete.id(id)
                                                        .version(version)
                                                        .versionType(VersionType.External))
                                : operation.index(
                                        index ->
                                                index.id(id)
                                                        .version(version)
                                                        .versionType(VersionType.External)
                                                        .document(
                                                                BinaryData.of(
                                                                        document.getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8),
                                                                        JSON))));
    }

    private static String cause(BulkResponseItem item) {
        var error = item.error();
        return item.status() + (error == null ? "" : " " + error.type() + ": " + error.reason());
    }

    /** Makes findable what has been written. */
    void refresh() throws IOException {
        elasticsearch.indices().refresh(index -> index.index(alias));
    }

    void refreshBeside() throws IOException {
        patient.indices().refresh(index -> index.index(beside()));
    }

    private static String definition() {
        try (var resource = RecordIndex.class.getResourceAsStream("/search/nexus-records.json")) {
            if (resource == null) {
                throw new IllegalStateException("The definition of the index is not there");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
