package nexus.command.identity;

import jakarta.servlet.http.HttpServletRequest;

/** From where somebody logs in. */
record Visitor(String ipAddress, String userAgent) {

    private static final int LONGEST = 300;

    static Visitor of(HttpServletRequest request) {
        var agent = request.getHeader("User-Agent");
        var known = agent == null ? "" : agent;
        return new Visitor(
                request.getRemoteAddr(), known.substring(0, Math.min(LONGEST, known.length())));
    }
}
