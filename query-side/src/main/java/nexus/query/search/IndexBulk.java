package nexus.query.search;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Documents on their way into an index, as the bytes that the database made of them: nothing here
 * looks into them, and nothing into the answer unless it tells of a failure.
 */
final class IndexBulk {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ContentType LINES = ContentType.create("application/x-ndjson");
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int FAILURE = 500;

    /** To be told of documents that are refused; the others are only counted. */
    private static final String ANSWER = "errors,items.index.status,items.index.error";

    private static final String NO_ERRORS = "{\"errors\":false";

    private static final byte[] BEFORE_ID = bytes("{\"index\":{\"_id\":\"");

    static final RequestOptions PATIENT =
            RequestOptions.DEFAULT.toBuilder()
                    .setRequestConfig(
                            RequestConfig.custom()
                                    .setConnectTimeout(1_000)
                                    .setSocketTimeout(60_000)
                                    .build())
                    .build();

    private final Lines lines = new Lines();
    private final List<String> ids = new ArrayList<>();
    private final byte[] afterId;

    /** What the index cannot take now but may take later. */
    static final class Busy extends IOException {
        Busy(String why) {
            super(why);
        }
    }

    /** What the index will never take. */
    static final class Refused extends RuntimeException {
        Refused(String why) {
            super(why);
        }
    }

    /** Bytes that are sent from where they were gathered. */
    private static final class Lines extends ByteArrayOutputStream {
        Lines() {
            super(1 << 20);
        }

        NByteArrayEntity entity() {
            return new NByteArrayEntity(buf, 0, count, LINES);
        }
    }

    IndexBulk(long version) {
        this.afterId =
                bytes("\",\"version\":%d,\"version_type\":\"external\"}}\n".formatted(version));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void add(String id, byte[] document) {
        lines.writeBytes(BEFORE_ID);
        lines.writeBytes(bytes(id));
        lines.writeBytes(afterId);
        lines.writeBytes(document);
        lines.write('\n');
        ids.add(id);
    }

    int count() {
        return ids.size();
    }

    int size() {
        return lines.size();
    }

    String lastId() {
        return ids.getLast();
    }

    /**
     * Sends all of it; what a later writing has overtaken is left as it is.
     *
     * @throws Busy to be sent again, as some of it may not have been taken
     * @throws Refused at the first document that the index does not take
     */
    void send(RestClient server, String alias) throws IOException {
        var request = new Request("POST", "/" + alias + "/_bulk");
        request.addParameter("require_alias", "true");
        request.addParameter("filter_path", ANSWER);
        request.setOptions(PATIENT);
        request.setEntity(lines.entity());
        try (var body = server.performRequest(request).getEntity().getContent()) {
            judge(body.readAllBytes());
        } catch (ResponseException e) {
            var status = e.getResponse().getStatusLine().getStatusCode();
            if (isForNow(status)) {
                throw new Busy("answered " + status);
            }
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    private void judge(byte[] answer) throws Busy {
        var begin = new String(answer, 0, Math.min(answer.length, 32), StandardCharsets.UTF_8);
        if (begin.startsWith(NO_ERRORS)) {
            return;
        }
        var busy = "";
        var items = JSON.readTree(answer).path("items");
        for (int i = 0; i < ids.size(); i++) {
            var item = items.path(i).path("index");
            var status = item.path("status").asInt();
            if (isForNow(status)) {
                busy = cause(item);
            } else if (status >= 300 && status != CONFLICT) {
                throw new Refused(ids.get(i) + ": " + cause(item));
            }
        }
        if (!busy.isEmpty()) {
            throw new Busy(busy);
        }
    }

    private static boolean isForNow(int status) {
        return status == TOO_MANY || status >= FAILURE;
    }

    private static String cause(JsonNode item) {
        var error = item.path("error");
        var deeper = error.path("caused_by").path("reason").asString("");
        return "%d %s: %s%s"
                .formatted(
                        item.path("status").asInt(),
                        error.path("type").asString(""),
                        error.path("reason").asString(""),
                        deeper.isEmpty() ? "" : " (" + deeper + ")");
    }
}
