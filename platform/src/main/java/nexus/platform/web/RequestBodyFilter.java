package nexus.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import nexus.platform.decider.CommandContext.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bounds the size of request bodies, and takes the fingerprint by which a request with an
 * Idempotency-Key is known again. Uploads have a bound of their own, at the multipart parser.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestBodyFilter extends OncePerRequestFilter {

    /** Request attribute with the {@link IdempotencyKey}, if one was sent. */
    static final String KEY = RequestBodyFilter.class.getName() + ".key";

    private static final int MAX_BYTES = 1 << 20;
    private static final String HEADER = "Idempotency-Key";

    private final JsonMapper json;

    RequestBodyFilter(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> true;
            default -> false;
        };
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var key = request.getHeader(HEADER);
        if (key != null && (key.isBlank() || key.length() > 255 || !Text.isClean(key))) {
            refuse(
                    Problems.of(
                            HttpStatus.BAD_REQUEST,
                            "idempotency.malformed-key",
                            "The Idempotency-Key must have 1 to 255 characters.",
                            request),
                    response);
            return;
        }
        if (isUpload(request)) {
            var fingerprint = "upload " + request.getContentLengthLong();
            remember(request, key, fingerprint.getBytes(StandardCharsets.UTF_8));
            chain.doFilter(request, response);
            return;
        }
        var body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            refuse(
                    Problems.of(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "request.too-large",
                            "The body is larger than a mebibyte.",
                            request),
                    response);
            return;
        }
        remember(request, key, body);
        chain.doFilter(new Buffered(request, body), response);
    }

    private static boolean isUpload(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.startsWith("multipart/");
    }

    private static void remember(
            HttpServletRequest request, @Nullable String key, byte[] fingerprint) {
        if (key != null) {
            request.setAttribute(KEY, new IdempotencyKey(key, hash(request, fingerprint)));
        }
    }

    private static String hash(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var what =
                    request.getMethod()
                            + " "
                            + request.getRequestURI()
                            + "?"
                            + request.getQueryString()
                            + "\n";
            digest.update(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** An upload is known again by its content, for who has come to know it: not by its length. */
    static void identify(HttpServletRequest request, String content) {
        if (request.getAttribute(KEY) instanceof IdempotencyKey(var key, _)) {
            remember(request, key, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void refuse(ProblemDetail problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }

    /** The request with its body at hand, to be read by whoever comes next. */
    private static final class Buffered extends HttpServletRequestWrapper {
        private final byte[] body;

        Buffered(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("The body is here already");
                }
            };
        }
    }
}
