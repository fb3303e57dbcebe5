package nexus.api.campaign;

/**
 * What the delivery ledger of a campaign comes to; together they are its audience.
 *
 * @param queued still to be sent
 * @param sent handed over to whoever delivers
 * @param failed could not be handed over
 * @param skipped not to be sent, each for a reason
 */
public record DeliveryTotals(int queued, int sent, int failed, int skipped) {

    public static final DeliveryTotals NONE = new DeliveryTotals(0, 0, 0, 0);

    public int audience() {
        return queued + sent + failed + skipped;
    }
}
