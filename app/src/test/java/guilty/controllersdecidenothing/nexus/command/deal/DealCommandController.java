package guilty.controllersdecidenothing.nexus.command.deal;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Breaks the rule: a rule of the business hides in a ternary. */
@RestController
class DealCommandController {

    @GetMapping("/api/guilty")
    String rate(int probability) {
        return probability > 50 ? "likely" : "unlikely";
    }
}
