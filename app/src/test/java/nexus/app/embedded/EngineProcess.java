package nexus.app.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

/** A JVM of its own that owns a data folder and its PostgreSQL, so that a test can kill it. */
record EngineProcess(Process process, String url, String password, long postgresPid)
        implements AutoCloseable {

    static EngineProcess start(Path data) throws IOException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EngineProcess.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said = process.inputReader();
        return new EngineProcess(
                process, said.readLine(), said.readLine(), Long.parseLong(said.readLine()));
    }

    /** The child's part: start, say where, stay. */
    public static void main(String[] arguments) throws InterruptedException {
        var postgres = EmbeddedPostgres.start(DataFolder.open(Path.of(arguments[0])));
        System.out.println(postgres.jdbcUrl());
        System.out.println(postgres.password());
        System.out.println(postgres.pid());
        new CountDownLatch(1).await();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "nexus", password);
    }

    void killWithoutFarewell() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ProcessHandle.of(postgresPid).ifPresent(postgres -> postgres.onExit().join());
    }
}
