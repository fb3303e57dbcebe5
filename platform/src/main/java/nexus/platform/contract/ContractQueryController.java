package nexus.platform.contract;

import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@code docs/api/openapi.json} as it was built in, and the page that shows it. */
@RestController
class ContractQueryController {

    static final String DOCUMENT = "nexus/contract/openapi.json";

    @GetMapping("/api/openapi.json")
    ResponseEntity<Resource> document() {
        return file(DOCUMENT, MediaType.APPLICATION_JSON);
    }

    @GetMapping("/api/docs")
    ResponseEntity<Resource> page() {
        return file("nexus/docs/docs.html", MediaType.TEXT_HTML);
    }

    private static ResponseEntity<Resource> file(String path, MediaType type) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .body(new ClassPathResource(path));
    }
}
