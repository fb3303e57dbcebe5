package nexus.query.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import nexus.platform.query.Page;
import nexus.platform.security.Actor;
import nexus.query.admin.ParkedLetters.Letter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What views and search could not take in. */
@RestController
@RequestMapping("/api/admin/dead-letters")
class DeadLetterQueryController {

    private final ParkedLetters letters;

    DeadLetterQueryController(ParkedLetters letters) {
        this.letters = letters;
    }

    @GetMapping
    Page<Letter> page(
            Actor actor,
            @RequestParam(defaultValue = "1") @Min(1) @Max(1_000_000) int page,
            @RequestParam(defaultValue = "10") @Min(1) @Max(200) int pageSize) {
        return letters.page(actor, page, pageSize);
    }
}
