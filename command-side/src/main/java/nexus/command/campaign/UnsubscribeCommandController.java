package nexus.command.campaign;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/unsubscribe")
class UnsubscribeCommandController {

    private final Unsubscribing unsubscribing;

    UnsubscribeCommandController(Unsubscribing unsubscribing) {
        this.unsubscribing = unsubscribing;
    }

    @GetMapping("/{token}")
    ResponseEntity<String> ask(@PathVariable String token) {
        return unsubscribing.ask(token);
    }

    @PostMapping("/{token}")
    ResponseEntity<String> unsubscribe(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        return unsubscribing.unsubscribe(token, accept);
    }
}
