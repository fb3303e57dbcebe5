package guilty.namessaywhatathingis.nexus.command.deal;

/** Breaks the rule: says nothing. */
class DealHelper {}
