package nexus.command.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;

/** What must be remembered about a pipeline in order to decide. */
sealed interface Pipeline {

    record Absent() implements Pipeline {}

    record Present(String name, List<Stage> stages, boolean standard) implements Pipeline {

        Optional<Stage> stage(StageId id) {
            return stages.stream().filter(stage -> stage.id().equals(id)).findFirst();
        }

        boolean hasOther(StageId id, String stageName) {
            return stages.stream()
                    .anyMatch(
                            stage ->
                                    !stage.id().equals(id)
                                            && stage.name().equalsIgnoreCase(stageName));
        }

        /** Where a new stage goes: before the first that is not open. */
        int orderOfNext() {
            var order = 0;
            while (order < stages.size() && stages.get(order).kind() == StageKind.OPEN) {
                order++;
            }
            return order;
        }

        Present renamed(String newName) {
            return new Present(newName, stages, standard);
        }

        Present with(Stage stage, int order) {
            var more = new ArrayList<>(stages);
            more.add(Math.min(order, more.size()), stage);
            return new Present(name, List.copyOf(more), standard);
        }

        Present changed(Stage changed) {
            return new Present(
                    name,
                    stages.stream()
                            .map(stage -> stage.id().equals(changed.id()) ? changed : stage)
                            .toList(),
                    standard);
        }
    }
}
