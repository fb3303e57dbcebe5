package guilty.thesidesnevermeettheotherwayround.nexus.query.deal;

import guilty.thesidesnevermeettheotherwayround.nexus.command.deal.Deal;

/** Breaks the rule: shows what only the command side should know. */
record KnowsDecider(Deal deal) {}
