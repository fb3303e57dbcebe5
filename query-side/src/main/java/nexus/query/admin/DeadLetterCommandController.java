package nexus.query.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import nexus.platform.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Trying parked events again, or doing without them. */
@RestController
@RequestMapping("/api/admin/dead-letters/{id}")
class DeadLetterCommandController {

    /** Why an event is done without. */
    record Skip(@NotBlank @Size(max = 2000) String reason) {}

    private final ParkedLetters letters;

    DeadLetterCommandController(ParkedLetters letters) {
        this.letters = letters;
    }

    @PostMapping("/retry")
    ParkedLetters.Answer retry(
            Actor actor,
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Reason body) {
        return letters.retry(actor, id, Reason.of(body));
    }

    @PostMapping("/skip")
    ParkedLetters.Answer skip(Actor actor, @PathVariable String id, @Valid @RequestBody Skip body) {
        return letters.skip(actor, id, body.reason());
    }
}
