package guilty.capabilitiesofthecontractshareidsonly.nexus.api.deal;

import guilty.capabilitiesofthecontractshareidsonly.nexus.api.pipeline.Stage;

/** Breaks the rule: depends on more of another capability than its ids. */
public record KnowsStage(Stage stage) {}
