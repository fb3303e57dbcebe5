package nexus.api.transfer;

/**
 * How far an import has come.
 *
 * @param created rows that became a record, or would have in a dry run
 * @param skipped rows whose record was there already
 * @param failed rows with something wrong
 */
public record ImportCounts(int created, int skipped, int failed) {

    public static final ImportCounts NONE = new ImportCounts(0, 0, 0);

    public int processed() {
        return created + skipped + failed;
    }

    public ImportCounts plus(ImportCounts more) {
        return new ImportCounts(
                created + more.created, skipped + more.skipped, failed + more.failed);
    }
}
