package nexus.platform.web;

import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;
import nexus.api.Patch;

/** Lets constraints on the value of a patch apply where it sets one. */
public final class PatchValueExtractor implements ValueExtractor<Patch<@ExtractedValue ?>> {

    @Override
    public void extractValues(Patch<?> patch, ValueReceiver receiver) {
        if (patch instanceof Patch.Set<?>(var value)) {
            receiver.value(null, value);
        }
    }
}
