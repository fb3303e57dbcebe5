package nexus.platform.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import nexus.platform.NewId;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells of requests that are refused before the application sees them, as of all others. */
@Component
class ConnectorProblems implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final JsonMapper json;

    ConnectorProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Report()));
    }

    private final class Report extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() < 400
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            var problem = problem(request, response);
            try {
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.setCharacterEncoding("UTF-8");
                var to = response.getReporter();
                if (to != null) {
                    to.write(json.writeValueAsString(problem));
                    response.finishResponse();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private ProblemDetail problem(Request request, Response response) {
            var named = response.getHeader(RequestIdFilter.HEADER);
            var id = named == null ? NewId.of("request") : named;
            response.setHeader(RequestIdFilter.HEADER, id);
            var problem =
                    isStopping(request) ? stopping(request, response) : refused(request, response);
            problem.setProperty(RequestIdFilter.KEY, id);
            return problem;
        }

        /**
         * A connector that stops takes no notice of a request's headers, and then says 400 because
         * there are none.
         */
        private ProblemDetail stopping(Request request, Response response) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            return Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "This part of Nexus is stopping; try again shortly.",
                    request);
        }

        private static boolean isStopping(Request request) {
            return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> http
                    && http.isPaused();
        }

        private static ProblemDetail refused(Request request, Response response) {
            var status = HttpStatusCode.valueOf(response.getStatus());
            var detail =
                    status.isSameCodeAs(HttpStatus.INTERNAL_SERVER_ERROR)
                            ? "Something went wrong on our side; it was logged."
                            : "This is not HTTP as it should be, or is too much of it (RFC 9112).";
            return Problems.refused(status, detail, request);
        }
    }
}
