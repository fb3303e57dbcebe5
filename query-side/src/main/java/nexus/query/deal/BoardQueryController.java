package nexus.query.deal;

import nexus.api.pipeline.PipelineId;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BoardQueryController {

    private final Board board;

    BoardQueryController(Board board) {
        this.board = board;
    }

    @GetMapping("/api/pipelines/{id}/board")
    Board.Answer board(Moment moment, @PathVariable PipelineId id, ListRequest request) {
        return board.of(moment, id.value(), request);
    }
}
