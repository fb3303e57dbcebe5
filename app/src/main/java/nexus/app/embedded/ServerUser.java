package nexus.app.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * The account a server runs under: the engine's own, or, as both servers refuse root, an
 * unprivileged one when root runs the engine.
 *
 * @param drops whether the server has to change to this account
 */
record ServerUser(int uid, int gid, boolean drops) {

    /** "nobody" on every common Linux, and present in passwd, which PostgreSQL asks for. */
    private static final int NOBODY = 65534;

    private static final List<String> NO_RIGHTS = List.of("--inh-caps=-all", "--ambient-caps=-all");

    /**
     * A clone under a closed home such as /root is out of reach for any other account; the right to
     * look into folders is the least that opens it. access(2) honours it only with the secure bit.
     */
    private static final List<String> MAY_LOOK =
            List.of(
                    "--inh-caps=-all,+dac_read_search",
                    "--ambient-caps=-all,+dac_read_search",
                    "--securebits=+no_setuid_fixup");

    /** The engine's own account. */
    static ServerUser engine() {
        try {
            Path self = Path.of("/proc/self");
            return new ServerUser(
                    (int) Files.getAttribute(self, "unix:uid"),
                    (int) Files.getAttribute(self, "unix:gid"),
                    false);
        } catch (IOException e) {
            throw new StartFailure("/proc cannot be read.", e);
        }
    }

    /** The account that owns the folder, so that data made by an ordinary user stays theirs. */
    static ServerUser owning(Path folder) {
        try {
            ServerUser engine = engine();
            if (engine.uid() != 0) {
                return engine;
            }
            int owner = (int) Files.getAttribute(folder, "unix:uid");
            int group = (int) Files.getAttribute(folder, "unix:gid");
            return owner == 0
                    ? new ServerUser(NOBODY, NOBODY, true)
                    : new ServerUser(owner, group, true);
        } catch (IOException e) {
            throw new StartFailure("The folder %s cannot be read.".formatted(folder), e);
        }
    }

    /** Makes the folder and everything in it this account's own. */
    void own(Path folder) {
        if (!drops) {
            return;
        }
        try {
            Files.walkFileTree(folder, new Chown());
        } catch (IOException e) {
            throw new StartFailure(
                    "The folder %s cannot be given to user %d.".formatted(folder, uid), e);
        }
    }

    /**
     * The words to put before a command so that it runs under this account, in a session of its own
     * (Ctrl-C is meant for the engine, which ends its servers in order), and is told to end when
     * the engine is gone, even by SIGKILL.
     *
     * @param lastWish the signal the server gets when the engine is gone
     * @param needed folders the server must be able to reach
     */
    List<String> prefix(String lastWish, List<Path> needed) {
        var words = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", lastWish));
        if (drops) {
            words.addAll(List.of("--reuid=" + uid, "--regid=" + gid, "--clear-groups"));
            words.addAll(needed.stream().allMatch(ServerUser::isOpen) ? NO_RIGHTS : MAY_LOOK);
        }
        words.addAll(List.of("--no-new-privs", "--"));
        return words;
    }

    private static boolean isOpen(Path folder) {
        try {
            for (Path each = folder.toRealPath(); each != null; each = each.getParent()) {
                if (!Files.getPosixFilePermissions(each)
                        .contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private final class Chown extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            return give(folder);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            return give(file);
        }

        private FileVisitResult give(Path file) throws IOException {
            Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
        }
    }
}
