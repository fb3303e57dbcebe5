package nexus.command.campaign;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/webhooks")
class InboundCommandController {

    private final InboundEvents events;

    InboundCommandController(InboundEvents events) {
        this.events = events;
    }

    @PostMapping("/{service}")
    ResponseEntity<Map<String, Object>> receive(
            @PathVariable String service,
            @RequestHeader(name = "x-signature", required = false) @Nullable String signature,
            HttpEntity<byte[]> body) {
        return events.receive(service, body.getBody(), signature);
    }
}
