package nexus.query.admin;

import nexus.api.Rejection;

/** It is about all organizations of the installation, and the actor runs only one of them. */
record OperatorsOnly() implements Rejection {

    @Override
    public String code() {
        return "operator.needed";
    }

    @Override
    public String message() {
        return "Only an operator of the installation may do that.";
    }

    @Override
    public Kind kind() {
        return Kind.FORBIDDEN;
    }
}
