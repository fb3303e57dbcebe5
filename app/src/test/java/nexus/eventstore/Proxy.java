package nexus.eventstore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut, as if the server had been killed, and mended. */
final class Proxy implements AutoCloseable {

    private final String host;
    private final int port;
    private final int ownPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listening;
    private volatile boolean silent;

    Proxy(String server) throws IOException {
        var colon = server.lastIndexOf(':');
        this.host = server.substring(0, colon);
        this.port = Integer.parseInt(server.substring(colon + 1));
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.ownPort = listening.getLocalPort();
        accept(listening);
    }

    String address() {
        return "127.0.0.1:" + ownPort;
    }

    private void accept(ServerSocket door) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (!door.isClosed()) {
                                    connect(door.accept(), door);
                                }
                            } catch (IOException _) {
                                // cut
                            }
                        });
    }

    private void connect(Socket client, ServerSocket door) throws IOException {
        var server = new Socket(host, port);
        open.add(client);
        open.add(server);
        if (door.isClosed()) { // in the meantime
            client.close();
            server.close();
            return;
        }
        pump(client, server, false);
        pump(server, client, true);
    }

    private void pump(Socket from, Socket to, boolean answers) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (from;
                                    to) {
                                var bytes = new byte[8192];
                                for (int read = from.getInputStream().read(bytes);
                                        read >= 0;
                                        read = from.getInputStream().read(bytes)) {
                                    if (!(answers && silent)) {
                                        to.getOutputStream().write(bytes, 0, read);
                                    }
                                }
                            } catch (IOException _) {
                                // cut
                            }
                        });
    }

    /** Lets everything reach the server, and none of its answers come back. */
    void silence() {
        silent = true;
    }

    /** Ends every connection in the middle of whatever it says, and takes no new one. */
    void cut() throws IOException {
        listening.close();
        for (var socket : open) {
            socket.close();
        }
        open.clear();
    }

    void mend() throws IOException {
        silent = false;
        listening = new ServerSocket(ownPort, 50, InetAddress.getLoopbackAddress());
        accept(listening);
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
