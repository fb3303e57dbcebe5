package nexus.command.transfer;

/** What must be remembered about an import in order to decide. */
sealed interface Import {

    /** Nobody started it. */
    record Absent() implements Import {}

    record Running(int processed) implements Import {}

    /** Completed, or given up. */
    record Ended() implements Import {}

    record Undoing() implements Import {}

    record Undone() implements Import {}
}
