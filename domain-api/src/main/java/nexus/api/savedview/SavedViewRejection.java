package nexus.api.savedview;

import nexus.api.Rejection;

/** Every way a saved view says no. */
public sealed interface SavedViewRejection extends Rejection {

    record SavedBySomebodyElse() implements SavedViewRejection {
        @Override
        public String code() {
            return "saved-view.of-somebody-else";
        }

        @Override
        public String message() {
            return "Only who saved a view, or who administers the organization, may remove it.";
        }

        @Override
        public Kind kind() {
            return Kind.FORBIDDEN;
        }
    }
}
