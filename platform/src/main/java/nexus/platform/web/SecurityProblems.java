package nexus.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nexus.platform.security.PermissionDenied;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Tells who is not let in why, as every other problem is told. */
final class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;

    SecurityProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException missing)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(
                Problems.of(
                        HttpStatus.UNAUTHORIZED,
                        "auth.required",
                        "Log in, or send an access token.",
                        request),
                response);
    }

    void tokenInvalid(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        write(
                Problems.of(
                        HttpStatus.UNAUTHORIZED,
                        "auth.token-invalid",
                        "The access token is not valid, or not any more.",
                        request),
                response);
    }

    void crossSite(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(
                Problems.of(
                        HttpStatus.FORBIDDEN,
                        "auth.cross-site",
                        "The request was made by a page of another site.",
                        request),
                response);
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        write(
                Problems.of(
                        HttpStatus.FORBIDDEN,
                        PermissionDenied.CODE,
                        String.valueOf(denied.getMessage()),
                        request),
                response);
    }

    private void write(ProblemDetail problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
