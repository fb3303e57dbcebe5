package nexus.api.transfer;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row of a file.
 *
 * @param row the line it begins on; the header is line 1
 * @param column the column, or the target if no column is to blame; null if the row as a whole is
 */
public record RowError(int row, @Nullable String column, String message) {}
