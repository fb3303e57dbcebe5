package nexus.platform.decider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nexus.api.Rejection;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Release;
import nexus.platform.decider.Reservation.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The values that are taken, each by one stream, kept in the database of the event store. */
@Component
public class Reservations {

    private static final String INSTALLATION = "*";

    private final JdbcClient db;

    Reservations(JdbcClient db) {
        this.db = db;
    }

    /**
     * Claims and frees what a decision asks for, in the transaction at hand.
     *
     * @return why the decision cannot stand, if another stream holds a value; then nothing of it is
     *     claimed
     */
    Optional<Rejection> take(List<Reservation> reservations, String organization, String stream) {
        var claimed = new ArrayList<Claim>();
        for (var reservation : reservations) {
            if (reservation instanceof Claim claim) {
                switch (claim(claim, organization, stream)) {
                    case NEWLY -> claimed.add(claim);
                    case BEFORE -> {}
                    case NOT -> {
                        claimed.forEach(taken -> release(taken, organization, stream));
                        return Optional.of(claim.ifTaken());
                    }
                }
            }
        }
        reservations.stream()
                .filter(Release.class::isInstance)
                .forEach(release -> release(release, organization, stream));
        return Optional.empty();
    }

    /** Whether and since when a stream holds a value. */
    private enum Held {
        NEWLY,
        BEFORE,
        NOT
    }

    /** The streams that hold these values in an organization, by value; one query for all. */
    public Map<String, String> holders(
            String organization, String kind, Collection<String> values) {
        return db
                .sql(
                        """
                        select value, stream_id from reservation
                        where scope = :scope and kind = :kind and value = any(:values)""")
                .param("scope", organization)
                .param("kind", kind)
                .param("values", values.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The stream that holds a value on the whole installation. */
    public Optional<String> holder(String kind, String value) {
        return db.sql(
                        """
                        select stream_id from reservation
                        where scope = :scope and kind = :kind and value = :value""")
                .param("scope", INSTALLATION)
                .param("kind", kind)
                .param("value", value)
                .query(String.class)
                .optional();
    }

    private Held claim(Claim claim, String organization, String stream) {
        return db.sql(
                        """
                        insert into reservation (scope, kind, value, stream_id)
                        values (:scope, :kind, :value, :stream)
                        on conflict (scope, kind, value) do update
                          set stream_id = excluded.stream_id
                          where reservation.stream_id = excluded.stream_id
                        returning xmax = 0""")
                .param("scope", scope(claim.scope(), organization))
                .param("kind", claim.kind())
                .param("value", claim.value())
                .param("stream", stream)
                .query((row, _) -> row.getBoolean(1) ? Held.NEWLY : Held.BEFORE)
                .optional()
                .orElse(Held.NOT);
    }

    private void release(Reservation reservation, String organization, String stream) {
        db.sql(
                        """
                        delete from reservation
                        where scope = :scope and kind = :kind and value = :value
                          and stream_id = :stream""")
                .param("scope", scope(reservation.scope(), organization))
                .param("kind", reservation.kind())
                .param("value", reservation.value())
                .param("stream", stream)
                .update();
    }

    private static String scope(Scope scope, String organization) {
        return switch (scope) {
            case ORGANIZATION -> organization;
            case INSTALLATION -> INSTALLATION;
        };
    }
}
