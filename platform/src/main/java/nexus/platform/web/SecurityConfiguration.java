package nexus.platform.web;

import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.List;
import nexus.platform.SharedClock;
import nexus.platform.decider.Memberships;
import nexus.platform.security.AccessTokens;
import nexus.platform.security.Actor;
import nexus.platform.security.CurrentActor;
import nexus.platform.security.SigningKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Lets in who has a token, and everybody to what is public. The same on both sides. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

    private static final String CONTENT_SECURITY =
            "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline';"
                    + " object-src 'none'; base-uri 'self'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private final CurrentActor actor;

    SecurityConfiguration(CurrentActor actor) {
        this.actor = actor;
    }

    /**
     * The key that all nodes share.
     *
     * @param given the key itself, where nodes share no folder
     */
    @Bean
    static SigningKey signingKey(
            @Value("${nexus.security.signing-key:}") String given,
            @Value("${nexus.data:data}") Path data) {
        return given.isBlank()
                ? SigningKey.keptIn(data.resolve("secrets").resolve("token-signing-key.pem"))
                : SigningKey.of(given);
    }

    @Bean
    static AccessTokens accessTokens(SigningKey key, SharedClock clock) {
        return new AccessTokens(key, clock);
    }

    @Bean
    static SecurityFilterChain security(
            HttpSecurity http,
            AccessTokens tokens,
            Memberships memberships,
            JsonMapper json,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        var problems = new SecurityProblems(json);
        return http.csrf(AbstractHttpConfigurer::disable) // SameOriginFilter does it, for cookies
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable) // there are none
                .securityContext(
                        context ->
                                context.securityContextRepository(
                                        new RequestAttributeSecurityContextRepository()))
                .servletApi(AbstractHttpConfigurer::disable)
                .headers(
                        headers ->
                                headers.contentSecurityPolicy(
                                                policy -> policy.policyDirectives(CONTENT_SECURITY))
                                        .referrerPolicy(
                                                referrer ->
                                                        referrer.policy(
                                                                ReferrerPolicy.SAME_ORIGIN)))
                .authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(
                                                DispatcherType.ERROR,
                                                DispatcherType.FORWARD,
                                                DispatcherType.ASYNC)
                                        .permitAll()
                                        .requestMatchers(PublicPaths::contain)
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .exceptionHandling(
                        refusals ->
                                refusals.authenticationEntryPoint(problems)
                                        .accessDeniedHandler(problems))
                .addFilterBefore(
                        new SameOriginFilter(problems), AnonymousAuthenticationFilter.class)
                .addFilterBefore(
                        new TokenFilter(tokens, memberships, problems, failures),
                        AnonymousAuthenticationFilter.class)
                .build();
    }

    /** Requests are measured as a whole; each filter alone would cost more than it tells. */
    @Bean
    static SecurityObservationSettings withoutObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** There are no passwords to check here; without this Spring Boot would make up a user. */
    @Bean
    static AuthenticationManager noAuthenticationManager() {
        return _ -> {
            throw new ProviderNotFoundException("Only tokens are accepted");
        };
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(
                new HandlerMethodArgumentResolver() {
                    @Override
                    public boolean supportsParameter(MethodParameter parameter) {
                        return parameter.getParameterType() == Actor.class;
                    }

                    @Override
                    public Object resolveArgument(
                            MethodParameter parameter,
                            @Nullable ModelAndViewContainer container,
                            NativeWebRequest request,
                            @Nullable WebDataBinderFactory binders) {
                        return actor.get();
                    }
                });
    }
}
