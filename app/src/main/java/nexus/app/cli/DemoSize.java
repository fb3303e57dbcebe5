package nexus.app.cli;

/**
 * How much of everything there is in a demo.
 *
 * @param perStage how many projects stand at each of the thirteen stages
 * @param conversations how many calls, mails, visits and notes there are
 * @param perSecond how many mails go out of the campaign that is paused half way, so that it lasts
 */
record DemoSize(
        int contacts, int deals, int perStage, int conversations, int tasks, int perSecond) {

    /** A showroom after eighteen months. */
    static final DemoSize WHOLE = new DemoSize(400, 600, 2, 500, 60, 20);

    /** As much as shows everything once. */
    static final DemoSize SMALL = new DemoSize(60, 60, 1, 40, 20, 3);
}
