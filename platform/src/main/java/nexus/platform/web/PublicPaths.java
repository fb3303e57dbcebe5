package nexus.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be asked for without logging in: some addresses, exactly, and the pages of the user
 * interface.
 */
final class PublicPaths {

    private static final Set<String> EXACT =
            Set.of(
                    "POST /api/auth/register",
                    "POST /api/auth/login",
                    "POST /api/auth/refresh",
                    "POST /api/auth/logout",
                    "GET /health",
                    "GET /health/live",
                    "GET /health/ready",
                    "GET /api/openapi.json",
                    "GET /api/docs",
                    "GET /api/docs/docs.js",
                    "GET /api/docs/swagger-ui.css",
                    "GET /api/docs/swagger-ui-bundle.js",
                    "GET /.well-known/jwks.json");

    /** Addresses of which the last part is another each time. */
    private static final Pattern WITH_TOKEN =
            Pattern.compile(
                    "(GET|POST) /api/unsubscribe/[\\w-]{1,200}|POST /api/webhooks/[a-z-]{1,40}");

    private PublicPaths() {}

    static boolean contain(HttpServletRequest request) {
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        var call = method + " " + request.getRequestURI();
        return EXACT.contains(call)
                || WITH_TOKEN.matcher(call).matches()
                || isPage(request, method);
    }

    /**
     * The interface is files and addresses of its own making; all that it shows comes from /api.
     */
    private static boolean isPage(HttpServletRequest request, String method) {
        var path = request.getRequestURI();
        return method.equals("GET")
                && !path.equals("/api")
                && !path.startsWith("/api/")
                && !path.startsWith("/actuator")
                && !path.contains(";")
                && !path.contains("%")
                && !path.contains("//");
    }
}
