package guilty.thesidesnevermeet.nexus.command.deal;

import guilty.thesidesnevermeet.nexus.query.deal.Deals;

/** Breaks the rule: decides by what readers see. */
record ReadsView(Deals deals) {}
