package nexus.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be asked for without logging in: some addresses, exactly, and the pages and files of the
 * user interface. Whatever is added to the engine later is not public until it is named here.
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
                    "(GET|POST) /api/unsubscribe/[\\w-]{1,200}|GET /t/[\\w-]{1,200}"
                            + "|POST /api/webhooks/[a-z-]{1,40}");

    private PublicPaths() {}

    static boolean contain(HttpServletRequest request) {
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        var path = request.getRequestURI();
        var call = method + " " + path;
        return EXACT.contains(call)
                || WITH_TOKEN.matcher(call).matches()
                || (method.equals("GET") && UserInterface.has(path));
    }
}
