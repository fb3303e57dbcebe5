package nexus.platform.query;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import nexus.platform.projection.ProjectionPositions;
import nexus.platform.query.Moment.AsOf;
import nexus.platform.query.Moment.EffectiveAt;
import nexus.platform.query.Moment.Now;
import nexus.platform.security.CurrentActor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.NotReady;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What every query shares on HTTP: the moment it asks about, waiting for one's own write, and the
 * position it answers from.
 */
@Configuration(proxyBeanMethods = false)
class QueryWeb implements WebMvcConfigurer {

    private final CurrentActor actor;
    private final Awaiting awaiting;

    QueryWeb(CurrentActor actor, ProjectionPositions positions) {
        this.actor = actor;
        this.awaiting = new Awaiting(positions);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(awaiting).addPathPatterns("/api/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new MomentFromRequest());
        resolvers.add(new ListFromRequest());
    }

    private final class MomentFromRequest implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Moment.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            var asOf = request.getParameter("asOf");
            var effectiveAt = request.getParameter("effectiveAt");
            if (asOf != null && effectiveAt != null) {
                throw new InvalidRequest(
                        "effectiveAt", "ambiguous", "must not be given together with asOf");
            }
            if (asOf == null && effectiveAt == null) {
                return new Now(actor.get());
            }
            var instant =
                    asOf == null ? instant("effectiveAt", effectiveAt) : instant("asOf", asOf);
            var response = request.getNativeResponse(HttpServletResponse.class);
            if (response != null) {
                response.setHeader("Nexus-As-Of", instant.toString());
            }
            return asOf == null
                    ? new EffectiveAt(actor.get(), instant)
                    : new AsOf(actor.get(), instant);
        }

        private static Instant instant(String field, @Nullable String text) {
            try {
                var instant = Instant.parse(String.valueOf(text));
                if (instant.isBefore(Instant.parse("1900-01-01T00:00:00Z"))
                        || instant.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
                    throw new DateTimeException("beyond what can be asked");
                }
                return instant;
            } catch (DateTimeException e) {
                throw new InvalidRequest(
                        field, "malformed", "must be an instant like 2026-01-31T12:00:00Z");
            }
        }
    }

    private static final class ListFromRequest implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == ListRequest.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            var parameters = new HashMap<String, List<String>>();
            request.getParameterMap()
                    .forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
            return new ListRequest(parameters);
        }
    }

    /** Holds queries until their view has reached the position that the client has written at. */
    private static final class Awaiting implements HandlerInterceptor {

        private static final Duration PATIENCE = Duration.ofSeconds(5);

        private final ProjectionPositions positions;

        Awaiting(ProjectionPositions positions) {
            this.positions = positions;
        }

        @Override
        public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler)
                throws Exception {
            if (!request.getMethod().equals("GET") || !(handler instanceof HandlerMethod)) {
                return true;
            }
            var awaited = request.getHeader("Nexus-Await");
            var reached = awaited == null ? null : reached(awaited);
            request.setAttribute(Awaited.ATTRIBUTE, reached);
            var position = reached == null ? positions.recent() : reached.position();
            response.setHeader(CommandEndpoint.POSITION, Long.toString(position));
            return true;
        }

        private Awaited reached(String awaited) throws InterruptedException {
            var end = System.nanoTime() + PATIENCE.toNanos();
            var position = position(awaited);
            if (position.isEmpty()) {
                throw new NotReady("view.behind", "The view has not reached that position yet.");
            }
            return new Awaited(position.getAsLong(), end);
        }

        /** The place in the order of all events, or the event of a stream, that was answered. */
        private OptionalLong position(String awaited) throws InterruptedException {
            if (awaited.matches("\\d{1,18}")) {
                var position = Long.parseLong(awaited);
                return positions.await(position, PATIENCE)
                        ? OptionalLong.of(position)
                        : OptionalLong.empty();
            }
            var at = awaited.lastIndexOf('@');
            if (at < 1 || !awaited.substring(at + 1).matches("\\d{1,18}")) {
                throw new InvalidRequest(
                        "Nexus-Await", "malformed", "must be a Nexus-Position that was answered");
            }
            return positions.await(
                    awaited.substring(0, at), Long.parseLong(awaited.substring(at + 1)), PATIENCE);
        }
    }
}
