package nexus.api.pipeline;

import nexus.api.Rejection;

/** Every way a pipeline says no. */
public sealed interface PipelineRejection extends Rejection {

    /** Deals could be opened in no stage, or never be won, or never be lost. */
    record StagesIncomplete() implements PipelineRejection {
        @Override
        public String code() {
            return "pipeline.stages-incomplete";
        }

        @Override
        public String message() {
            return "A pipeline needs an OPEN stage and exactly one WON and one LOST stage.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }
    }

    record StageNameTaken(String name) implements PipelineRejection {
        @Override
        public String code() {
            return "pipeline.stage-name-taken";
        }

        @Override
        public String message() {
            return "The pipeline has a stage named " + name + " already.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    record StageNotFound(StageId stageId) implements PipelineRejection {
        @Override
        public String code() {
            return "pipeline.stage-not-found";
        }

        @Override
        public String message() {
            return "The pipeline has no stage " + stageId + ".";
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }
    }

    /** Won means a probability of 100, lost of 0. */
    record ProbabilityFixed(StageKind kindOfStage) implements PipelineRejection {
        @Override
        public String code() {
            return "pipeline.probability-fixed";
        }

        @Override
        public String message() {
            return "The probability of a WON stage is 100, that of a LOST stage 0.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }
    }
}
