package nexus.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import nexus.platform.FullDisk;
import nexus.platform.decider.Busy;
import nexus.platform.web.Problems.FieldError;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns whatever goes wrong with a request into a problem that says what and where. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused, HttpServletRequest request) {
        return Problems.answer(Problems.of(refused.rejected(), request), Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidRequest invalid, HttpServletRequest request) {
        var error =
                new FieldError(
                        invalid.field(), invalid.code(), String.valueOf(invalid.getMessage()));
        return Problems.answer(Problems.invalid(List.of(error), request), Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(
            ConstraintViolationException invalid, HttpServletRequest request) {
        var errors =
                invalid.getConstraintViolations().stream()
                        .map(
                                violation ->
                                        new FieldError(
                                                violation.getPropertyPath().toString(),
                                                "invalid",
                                                violation.getMessage()))
                        .toList();
        return Problems.answer(Problems.invalid(errors, request), Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> notAuthenticated(NotAuthenticated who, HttpServletRequest request) {
        var problem =
                Problems.of(
                        HttpStatus.UNAUTHORIZED,
                        who.code(),
                        String.valueOf(who.getMessage()),
                        request);
        return Problems.answer(problem, Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer"));
    }

    @ExceptionHandler
    ResponseEntity<Object> tooMany(TooManyRequests tooMany, HttpServletRequest request) {
        var problem =
                Problems.of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "request.too-many",
                        String.valueOf(tooMany.getMessage()),
                        request);
        return Problems.answer(problem, tooMany.headers());
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(TooLarge tooLarge, HttpServletRequest request) {
        return Problems.answer(
                Problems.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "request.too-large",
                        String.valueOf(tooLarge.getMessage()),
                        request),
                Map.of());
    }

    /** Somebody else changed the stream at the same moment, and the command would not have it. */
    @ExceptionHandler
    ResponseEntity<Object> conflict(ConcurrencyException conflict, HttpServletRequest request) {
        var rejected =
                new Rejected(
                        Rejection.Kind.PRECONDITION,
                        "version.mismatch",
                        "The record was changed at the same moment.",
                        Map.of());
        return Problems.answer(Problems.of(rejected, request), Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> notReady(NotReady notReady, HttpServletRequest request) {
        return Problems.answer(
                Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        notReady.code(),
                        String.valueOf(notReady.getMessage()),
                        request),
                Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }

    @ExceptionHandler
    ResponseEntity<Object> busy(Busy busy, HttpServletRequest request) {
        return Problems.answer(
                Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service.busy",
                        "Your organization asks for more than can be done at the moment. Try again.",
                        request),
                Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class // no connection to begin with, or lost on the way
    })
    ResponseEntity<Object> unavailable(Exception outage, HttpServletRequest request) {
        if (FullDisk.isCauseOf(outage)) {
            log.warn("The disk of the database is full: {}", outage.getMessage());
            return Problems.answer(
                    Problems.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "storage.full",
                            "The disk of the database is full. Nothing can be stored until there is"
                                    + " room again; what was stored is safe.",
                            request),
                    Map.of(HttpHeaders.RETRY_AFTER, "10"));
        }
        log.warn("The database is away: {}", outage.getMessage());
        return Problems.answer(
                Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service.unavailable",
                        "The database does not answer. Try again, a command with its Idempotency-Key.",
                        request),
                Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception fault, HttpServletRequest request) throws Exception {
        if (fault instanceof AccessDeniedException || fault instanceof AuthenticationException) {
            throw fault; // the security filters answer these
        }
        log.error("A request failed: {} {}", request.getMethod(), request.getRequestURI(), fault);
        return Problems.answer(
                Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "service.fault",
                        "Something went wrong on our side. It was logged under the request id.",
                        request),
                Map.of());
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var errors =
                invalid.getFieldErrors().stream()
                        .map(
                                error ->
                                        new FieldError(
                                                error.getField(),
                                                code(error.getCode()),
                                                String.valueOf(error.getDefaultMessage())))
                        .toList();
        return Problems.answer(Problems.invalid(errors, servlet(request)), Map.of());
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var errors =
                invalid.getParameterValidationResults().stream()
                        .flatMap(
                                result ->
                                        result.getResolvableErrors().stream()
                                                .map(
                                                        error ->
                                                                new FieldError(
                                                                        String.valueOf(
                                                                                result.getMethodParameter()
                                                                                        .getParameterName()),
                                                                        "invalid",
                                                                        String.valueOf(
                                                                                error
                                                                                        .getDefaultMessage()))))
                        .toList();
        return Problems.answer(Problems.invalid(errors, servlet(request)), Map.of());
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var error =
                switch (unreadable.getCause()) {
                    case InvalidRequest invalid ->
                            new FieldError(
                                    invalid.field(),
                                    invalid.code(),
                                    String.valueOf(invalid.getMessage()));
                    case UnrecognizedPropertyException unknown ->
                            new FieldError(path(unknown), "unknown", "is not a known field");
                    case JacksonException json when !path(json).isEmpty() ->
                            new FieldError(path(json), "malformed", message(json));
                    case JacksonException json ->
                            new FieldError("", "malformed", "is not the JSON object asked for");
                    case null, default -> new FieldError("", "missing", "needs a body");
                };
        return Problems.answer(Problems.invalid(List.of(error), servlet(request)), Map.of());
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (mismatch.getRootCause() instanceof Refused refused) {
            return refused(refused, servlet(request));
        }
        var name = mismatch.getPropertyName();
        var error = new FieldError(name == null ? "" : name, "malformed", "has the wrong form");
        return Problems.answer(Problems.invalid(List.of(error), servlet(request)), Map.of());
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var error = new FieldError(missing.getParameterName(), "missing", "is required");
        return Problems.answer(Problems.invalid(List.of(error), servlet(request)), Map.of());
    }

    /** What Spring itself refuses: method, media type, size, unknown path. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var problem = Problems.refused(status, detail(exception, status), servlet(request));
        return Problems.answer(
                problem,
                headers.headerSet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> String.join(", ", entry.getValue()))));
    }

    private static String detail(Exception exception, HttpStatusCode status) {
        return exception instanceof ErrorResponse answer && answer.getBody().getDetail() != null
                ? answer.getBody().getDetail()
                : Problems.phrase(status) + ".";
    }

    private static HttpServletRequest servlet(WebRequest request) {
        return ((ServletWebRequest) request).getRequest();
    }

    private static String code(@Nullable String constraint) {
        return constraint == null
                ? "invalid"
                : constraint.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String path(JacksonException problem) {
        var path = new StringBuilder();
        for (var step : problem.getPath()) {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else if (step.getIndex() >= 0) {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    /** Our own words where we have them; never the parser's, which speak of Java. */
    private static String message(JacksonException problem) {
        var message = problem.getOriginalMessage();
        return message != null && (message.startsWith("must") || message.startsWith("is "))
                ? message
                : "has the wrong type or form";
    }
}
