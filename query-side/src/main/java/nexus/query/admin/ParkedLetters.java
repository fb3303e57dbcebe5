package nexus.query.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.platform.projection.Columns;
import nexus.platform.projection.ParkingPlace;
import nexus.platform.query.Page;
import nexus.platform.query.Page.Pagination;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What views and the search index could not take in, what policies could not do, and what is done
 * about it. Organizations see their own, operators all; only operators do something, as it holds up
 * the views of all.
 */
@Component
class ParkedLetters {

    private final JdbcClient db;
    private final List<ParkingPlace> places;
    private final Operators operators;
    private final OperatorLog log;
    private final TransactionTemplate transactions;

    ParkedLetters(
            JdbcClient db,
            List<ParkingPlace> places,
            Operators operators,
            OperatorLog log,
            TransactionTemplate transactions) {
        this.db = db;
        this.places = places;
        this.operators = operators;
        this.log = log;
        this.transactions = transactions;
    }

    /**
     * An event that waits aside, or a document that was refused.
     *
     * @param position of the event; null for what the search index refuses
     * @param foremost whether nothing waits before it for the same record
     */
    record Letter(
            String id,
            String view,
            String recordId,
            @Nullable Long position,
            @Nullable String eventType,
            String organizationId,
            String cause,
            Instant parkedAt,
            boolean foremost) {}

    /** What became of a letter. */
    enum Outcome {
        TAKEN_IN,
        /** It will be tried again in a moment. */
        TRYING,
        SKIPPED
    }

    record Answer(String id, Outcome outcome) {}

    Page<Letter> page(Actor actor, int page, int pageSize) {
        Permissions.require(actor, Action.READ, Resource.OPERATIONS);
        var all = operators.include(actor);
        var parameters =
                Map.of(
                        "all",
                        all,
                        "organization",
                        actor.organizationId().value(),
                        "size",
                        pageSize,
                        "from",
                        (long) (page - 1) * pageSize);
        var total =
                db.sql(
                                "select count(*) from dead_letters"
                                        + " where :all or organization_id = :organization")
                        .params(parameters)
                        .query(Long.class)
                        .single();
        var letters =
                db.sql(
                                """
                                select * from dead_letters
                                where :all or organization_id = :organization
                                order by parked_at, position, id limit :size offset :from""")
                        .params(parameters)
                        .query(Columns.of(Letter.class).reader())
                        .list();
        return new Page<>(
                letters,
                new Pagination(page, pageSize, total, (total + pageSize - 1) / pageSize),
                null);
    }

    Answer retry(Actor actor, String id, @Nullable String reason) {
        var letter = foremost(actor, id);
        var place = placeOf(letter);
        log.add(actor, "dead-letter.retry", id, reason);
        return switch (place.retry(letter.view(), letter.recordId())) {
            case TAKEN_IN -> new Answer(id, Outcome.TAKEN_IN);
            case WILL_BE -> new Answer(id, Outcome.TRYING);
            case REFUSED_AGAIN ->
                    throw new Refused(
                            new NotPossibleNow(
                                    "dead-letter.refused-again",
                                    "It cannot be taken in: " + letter.cause()));
        };
    }

    private ParkingPlace placeOf(Letter letter) {
        return places.stream()
                .filter(place -> place.holds(letter.view()))
                .findFirst()
                .orElseThrow(() -> Refused.notFound(letter.id()));
    }

    Answer skip(Actor actor, String id, String reason) {
        var letter = foremost(actor, id);
        var place = placeOf(letter);
        transactions.executeWithoutResult(
                _ -> {
                    log.add(
                            actor,
                            "dead-letter.skip",
                            id,
                            "%s (%s of %s at %s: %s)"
                                    .formatted(
                                            reason,
                                            letter.eventType(),
                                            letter.recordId(),
                                            letter.position(),
                                            letter.cause()));
                    var position = letter.position();
                    place.skip(letter.view(), letter.recordId(), position == null ? 0 : position);
                });
        return new Answer(id, Outcome.SKIPPED);
    }

    /** What waits behind another event of its record has to wait until that is dealt with. */
    private Letter foremost(Actor actor, String id) {
        Permissions.require(actor, Action.READ, Resource.OPERATIONS);
        var letter =
                db.sql(
                                """
                                select * from dead_letters
                                where id = :id and (:all or organization_id = :organization)""")
                        .param("id", id)
                        .param("all", operators.include(actor))
                        .param("organization", actor.organizationId().value())
                        .query(Columns.of(Letter.class).reader())
                        .optional()
                        .orElseThrow(() -> Refused.notFound(id));
        operators.require(actor);
        if (!letter.foremost()) {
            throw new Refused(
                    new NotPossibleNow(
                            "dead-letter.waits-behind",
                            "An earlier event of the same record has to be dealt with first."));
        }
        return letter;
    }
}
