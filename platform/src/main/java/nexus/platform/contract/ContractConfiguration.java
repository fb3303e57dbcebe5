package nexus.platform.contract;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What the page of the contract is made of. All of it is served from here: the page works offline
 * and keeps to a content security policy without inline scripts.
 */
@Configuration(proxyBeanMethods = false)
class ContractConfiguration implements WebMvcConfigurer {

    private static final String SWAGGER_UI =
            "classpath:/META-INF/resources/webjars/swagger-ui/5.30.1/";

    /** What a pattern has no star for, Spring would look for under an empty name. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/api/docs/swagger-ui*")
                .addResourceLocations(SWAGGER_UI)
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic());
        registry.addResourceHandler("/api/docs/docs*")
                .addResourceLocations("classpath:/nexus/docs/")
                .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic());
    }
}
