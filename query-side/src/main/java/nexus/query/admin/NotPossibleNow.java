package nexus.query.admin;

import nexus.api.Rejection;

/** What was asked for does not fit how things stand. */
record NotPossibleNow(String code, String message) implements Rejection {

    @Override
    public Kind kind() {
        return Kind.CONFLICT;
    }
}
