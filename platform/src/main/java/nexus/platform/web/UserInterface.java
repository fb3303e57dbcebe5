package nexus.platform.web;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * The user interface: files that were made before, and one page for all the addresses of its own
 * making. Where it was not built, there is none, and its addresses are not found.
 */
@Configuration(proxyBeanMethods = false)
class UserInterface implements WebMvcConfigurer {

    private static final String FILES = "classpath:/nexus/ui/";

    /** What stands in the address bar; the page itself finds out what to show there. */
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/login",
                    "/register",
                    "/board",
                    "/deals",
                    "/deals/{id}",
                    "/contacts",
                    "/contacts/{id}",
                    "/companies",
                    "/companies/{id}",
                    "/projects",
                    "/projects/board",
                    "/projects/{id}",
                    "/tasks",
                    "/activities/{id}",
                    "/documents/{id}",
                    "/campaigns",
                    "/campaigns/{id}",
                    "/imports",
                    "/imports/{id}",
                    "/analytics",
                    "/settings");

    private static final Pattern ADDRESSES =
            Pattern.compile(
                    PAGES.stream()
                            .map(page -> page.replace("{id}", "[\\w-]{1,100}"))
                            .collect(
                                    Collectors.joining(
                                            "|",
                                            "",
                                            "|/index\\.html|/favicon\\.svg"
                                                    + "|/assets/[\\w-]+(\\.[\\w-]+)*")));

    /** Whether it is one of its pages or files, which are the same for everybody. */
    static boolean has(String path) {
        return ADDRESSES.matcher(path).matches();
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        for (var page : PAGES) {
            registry.addViewController(page).setViewName("forward:/index.html");
        }
    }

    /**
     * The name of an asset changes with what is in it, so it is kept for good; the page that names
     * the assets is asked for each time.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        packed(registry.addResourceHandler("/assets/**").addResourceLocations(FILES + "assets/"))
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        // What a pattern has no star for, Spring would look for under an empty name.
        registry.addResourceHandler("/index.htm*", "/favicon.sv*")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache());
    }

    private static ResourceHandlerRegistration packed(ResourceHandlerRegistration files) {
        files.resourceChain(true).addResolver(new EncodedResourceResolver());
        return files;
    }
}
