package nexus.query.deal;

import nexus.api.pipeline.PipelineId;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.security.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BoardQueryController {

    private final Board board;
    private final ComparedBoards compared;

    BoardQueryController(Board board, ComparedBoards compared) {
        this.board = board;
        this.compared = compared;
    }

    @GetMapping("/api/pipelines/{id}/board")
    Board.Answer board(Moment moment, @PathVariable PipelineId id, ListRequest request) {
        return board.of(moment, id.value(), request);
    }

    @GetMapping("/api/pipelines/{id}/comparison")
    ComparedBoards.Answer comparison(
            Actor reader, @PathVariable PipelineId id, ListRequest request) {
        return compared.of(reader, id.value(), request);
    }
}
