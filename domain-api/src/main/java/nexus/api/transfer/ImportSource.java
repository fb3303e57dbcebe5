package nexus.api.transfer;

/**
 * The file that is imported.
 *
 * @param encoding the character set it was read in: the one it declares or fits, or windows-1252 if
 *     it fits none
 * @param delimiter what separates its cells
 * @param rows how many there are, without the header
 */
public record ImportSource(String fileName, String encoding, String delimiter, int rows) {}
