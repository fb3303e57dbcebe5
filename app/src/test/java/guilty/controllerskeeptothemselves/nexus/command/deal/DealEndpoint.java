package guilty.controllerskeeptothemselves.nexus.command.deal;

import org.springframework.web.bind.annotation.RestController;

/** Breaks the rule: public, and not named as a controller. */
@RestController
public class DealEndpoint {}
