package nexus.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Makes the problems that a client is told (RFC 9457), all in one form. */
public final class Problems {

    /** What is wrong with one field of a request. */
    public record FieldError(String field, String code, String message) {}

    private Problems() {}

    /** The one mapping from refusals to HTTP. */
    static ProblemDetail of(Rejected rejected, HttpServletRequest request) {
        var problem = of(status(rejected.kind()), rejected.code(), rejected.message(), request);
        rejected.facts().forEach(problem::setProperty);
        if (rejected.facts().get("field") instanceof String field) {
            problem.setProperty(
                    "errors", List.of(new FieldError(field, rejected.code(), rejected.message())));
        }
        return problem;
    }

    static ProblemDetail invalid(List<FieldError> errors, HttpServletRequest request) {
        var detail =
                errors.isEmpty()
                        ? "The request is not valid."
                        : errors.getFirst().field() + ": " + errors.getFirst().message();
        var problem = of(HttpStatus.BAD_REQUEST, "request.invalid", detail, request);
        problem.setProperty("errors", errors);
        return problem;
    }

    public static ProblemDetail of(
            HttpStatusCode status, String code, String detail, HttpServletRequest request) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + code));
        problem.setTitle(phrase(status));
        problem.setInstance(instance(request));
        problem.setProperties(null);
        problem.setProperty("code", code);
        var requestId = MDC.get(RequestIdFilter.KEY);
        if (requestId != null) {
            problem.setProperty("requestId", requestId);
        }
        return problem;
    }

    /** What is refused before it is known what it is about: by its status alone. */
    static ProblemDetail refused(HttpStatusCode status, String detail, HttpServletRequest request) {
        var code = "request." + phrase(status).toLowerCase(Locale.ROOT).replace(' ', '-');
        return of(status, code, detail, request);
    }

    /** What a status says in words. */
    static String phrase(HttpStatusCode status) {
        var known = HttpStatus.resolve(status.value());
        return known == null ? "Error" : known.getReasonPhrase();
    }

    private static URI instance(HttpServletRequest request) {
        try {
            return URI.create(Objects.requireNonNullElse(request.getRequestURI(), "/"));
        } catch (IllegalArgumentException e) {
            return URI.create("/"); // what was asked for cannot even be written as an address
        }
    }

    static ResponseEntity<Object> answer(ProblemDetail problem, Map<String, String> headers) {
        var answer =
                ResponseEntity.status(problem.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.forEach(answer::header);
        return answer.body(problem);
    }

    private static HttpStatus status(Rejection.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case PRECONDITION -> HttpStatus.PRECONDITION_FAILED;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
