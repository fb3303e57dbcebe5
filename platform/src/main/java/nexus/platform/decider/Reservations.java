package nexus.platform.decider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nexus.api.CommandResult.Rejected;
import nexus.platform.decider.Commands.Refusal;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Release;
import nexus.platform.decider.Reservation.Scope;
import nexus.platform.eventstore.Append;
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

    /** The streams that hold these values in an organization, by value; one query for all. */
    public Map<String, String> holders(
            String organization, String kind, Collection<String> values) {
        return db
                .sql(
                        """
                        select value, stream_id from reservation
                        where scope = :scope and kind = :kind and value = any(:values)\
                        """)
                .param("scope", organization)
                .param("kind", kind)
                .param("values", values.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The greatest value from one to another that is taken in an organization. */
    public Optional<String> greatest(String organization, String kind, String from, String to) {
        return db.sql(
                        """
                        select value from reservation
                        where scope = :scope and kind = :kind and value between :from and :to
                        order by value desc limit 1\
                        """)
                .param("scope", organization)
                .param("kind", kind)
                .param("from", from)
                .param("to", to)
                .query(String.class)
                .optional();
    }

    /** The stream that holds a value on the whole installation. */
    public Optional<String> holder(String kind, String value) {
        return db.sql(
                        """
                        select stream_id from reservation
                        where scope = :scope and kind = :kind and value = :value\
                        """)
                .param("scope", INSTALLATION)
                .param("kind", kind)
                .param("value", value)
                .query(String.class)
                .optional();
    }

    /** What a decision asks for becomes part of what its unit of work stores. */
    static void add(List<Reservation> reservations, Append append, String organization, String id) {
        for (var reservation : reservations) {
            var value =
                    new Append.Value(
                            scope(reservation.scope(), organization),
                            reservation.kind(),
                            reservation.value(),
                            id);
            switch (reservation) {
                case Claim claim ->
                        append.claim(value, () -> new Refusal(Rejected.because(claim.ifTaken())));
                case Release _ -> append.release(value);
            }
        }
    }

    private static String scope(Scope scope, String organization) {
        return switch (scope) {
            case ORGANIZATION -> organization;
            case INSTALLATION -> INSTALLATION;
        };
    }
}
