package guilty.thecontractisplainjava.nexus.api.deal;

import org.springframework.stereotype.Component;

/** Breaks the rule: a word of the contract that needs a framework. */
@Component
public class KnowsSpring {}
