package nexus.platform.web;

/** What text may be. */
public final class Text {

    private Text() {}

    /**
     * Whether there are no control characters in it besides tabs and line ends, and no stray
     * surrogates.
     */
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                return false;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
