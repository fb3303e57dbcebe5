package nexus.api.project;

/** What a payment is for. A refund goes the other way. */
public enum PaymentKind {
    DEPOSIT,
    PROGRESS,
    FINAL,
    REFUND
}
