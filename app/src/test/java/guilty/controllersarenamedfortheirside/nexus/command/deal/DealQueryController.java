package guilty.controllersarenamedfortheirside.nexus.command.deal;

import org.springframework.web.bind.annotation.RestController;

/** Breaks the rule: a query on the side that decides. */
@RestController
class DealQueryController {}
