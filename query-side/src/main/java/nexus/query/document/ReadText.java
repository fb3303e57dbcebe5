package nexus.query.document;

/** The text of a file, as far as it could be read. */
record ReadText(Outcome outcome, String text) {

    /** What came of reading. */
    enum Outcome {
        READ,
        /** There is more in it than is read. */
        TOO_LARGE,
        /** Whatever reads its type could not, took too long or died of it. */
        UNREADABLE
    }

    static ReadText none(Outcome why) {
        return new ReadText(why, "");
    }
}
