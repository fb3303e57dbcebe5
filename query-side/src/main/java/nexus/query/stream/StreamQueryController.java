package nexus.query.stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nexus.platform.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StreamQueryController {

    private final Listening listening;

    StreamQueryController(Listening listening) {
        this.listening = listening;
    }

    @GetMapping("/api/stream")
    void follow(
            Actor reader,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        listening.tell(reader, lastEventId, request, response);
    }
}
