package nexus.platform.projection;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the rows and pasts of a view come to: the same for tables that hold the same, whatever their
 * order.
 *
 * @param rows a query for the id and the hash of each row
 * @param known the same for what was known
 * @param effective the same for what was in effect
 */
record Fingerprint(JdbcTemplate jdbc, String rows, String known, String effective) {

    /** A query for the ids of a table, with a hash of these columns. */
    static String hashed(String table, List<String> columns) {
        return "select id, hashtextextended(row(%s)::text, 0)::numeric as hash from %s"
                .formatted(String.join(", ", columns), table);
    }

    /** Counts and sums, comparable as they are. */
    String digest() {
        return List.of(rows, known, effective).stream()
                .map(
                        hashes ->
                                jdbc.queryForObject(
                                        "select count(*) || ':' || coalesce(sum(hash), 0) from ("
                                                + hashes
                                                + ") as hashes",
                                        String.class))
                .collect(Collectors.joining("/"));
    }

    /** Rows that, or whose past, other tables have otherwise, by id, at most so many. */
    List<String> differing(Fingerprint other, int most) {
        return jdbc.queryForList(
                """
                %s
                union
                %s
                union
                %s
                order by 1 limit %d"""
                        .formatted(
                                differing(rows, other.rows),
                                differing(known, other.known),
                                differing(effective, other.effective),
                                most),
                String.class);
    }

    private static String differing(String hashes, String others) {
        return """
               select id from (select id, sum(hash) as hash from (%s) as here group by id) as a
               full join (select id, sum(hash) as hash from (%s) as there group by id) as b
                 using (id)
               where a.hash is distinct from b.hash"""
                .formatted(hashes, others);
    }
}
