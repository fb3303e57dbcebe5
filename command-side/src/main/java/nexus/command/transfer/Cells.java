package nexus.command.transfer;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nexus.api.transfer.RowError;
import nexus.platform.web.Text;
import org.jspecify.annotations.Nullable;

/** The cells of one row, read by their targets; whatever is wrong with them is collected. */
final class Cells {

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,2}0*)?");
    private static final Pattern E_MAIL =
            Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\"]+");
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final int LONGEST_CUSTOM_TEXT = 2000;

    private final RowPlan plan;
    private final CsvFile.Row row;
    private final List<RowError> errors = new ArrayList<>();

    Cells(RowPlan plan, CsvFile.Row row) {
        this.plan = plan;
        this.row = row;
        if (plan.isTooWide(row)) {
            errors.add(
                    new RowError(
                            row.line(),
                            null,
                            "has more cells than the header: is a separator not in quotes?"));
        }
    }

    int line() {
        return row.line();
    }

    List<RowError> errors() {
        return errors;
    }

    boolean areRight() {
        return errors.isEmpty();
    }

    void wrong(String target, String message) {
        errors.add(new RowError(row.line(), plan.columnOf(target), message));
    }

    boolean isMapped(String target) {
        return plan.has(target);
    }

    @Nullable String text(String target, int longest) {
        var text = plan.value(row, target);
        if (text.length() > longest) {
            wrong(target, "is longer than " + longest + " characters");
        }
        if (!Text.isClean(text)) {
            wrong(target, "must not contain control characters");
        }
        return text.isEmpty() ? null : text;
    }

    String required(String target, int longest) {
        var text = text(target, longest);
        if (text == null) {
            wrong(target, "is required");
        }
        return text == null ? "" : text;
    }

    @Nullable String email(String target) {
        var text = text(target, 254);
        if (text != null && !E_MAIL.matcher(text).matches()) {
            wrong(target, "must be an e-mail address, not " + quoted(text));
        }
        return text;
    }

    @Nullable BigDecimal amount(String target) {
        var text = plan.value(row, target);
        if (text.isEmpty()) {
            return null;
        }
        if (text.startsWith("-")) {
            wrong(target, "must not be negative");
        } else if (!AMOUNT.matcher(text).matches()) {
            wrong(target, "must be an amount like 1234.50, below a trillion, not " + quoted(text));
        } else {
            return new BigDecimal(text).setScale(2);
        }
        return null;
    }

    @Nullable Integer count(String target) {
        var text = plan.value(row, target);
        if (!text.isEmpty() && !text.matches("\\d{1,9}")) {
            wrong(target, "must be a whole number, not " + quoted(text));
            return null;
        }
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    /** A moment that has passed; a day counts from its beginning, in UTC. */
    @Nullable Instant pastInstant(String target, Instant now) {
        var instant = instant(target);
        if (instant != null && instant.isAfter(now)) {
            wrong(target, "must not be in the future");
        }
        return instant;
    }

    @Nullable LocalDate date(String target) {
        var instant = instant(target);
        return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private @Nullable Instant instant(String target) {
        var text = plan.value(row, target);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var instant =
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST)) {
                wrong(target, "must not be before 1900");
            }
            return instant;
        } catch (DateTimeException e) {
            wrong(target, "must be a date like 2026-01-31, not " + quoted(text));
            return null;
        }
    }

    Map<String, Object> customFields() {
        var fields = new TreeMap<String, Object>();
        for (var key : plan.customFields()) {
            var text = text("customFields." + key, LONGEST_CUSTOM_TEXT);
            if (text != null) {
                fields.put(key, text);
            }
        }
        return fields;
    }

    /** A value within a message: short enough to be read, and clean. */
    private static String quoted(String text) {
        var shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
