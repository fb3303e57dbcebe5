package nexus.api.customfield;

import java.util.List;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;

/** Everything that can be asked of the definition of a custom field. */
@Needs(resource = Resource.ORGANIZATION_SETTINGS, action = Action.UPDATE)
public sealed interface CustomFieldCommand extends Command {

    CustomFieldId fieldId();

    @Override
    default String streamId() {
        return fieldId().value();
    }

    /** Defines a field. The same again changes nothing; another under its id is refused. */
    record DefineField(CustomFieldId fieldId, FieldDefinition definition)
            implements CustomFieldCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Calls a field otherwise, or offers other values. What records have stays. */
    record ChangeField(CustomFieldId fieldId, Patch<String> label, Patch<List<String>> options)
            implements CustomFieldCommand {}

    /** Takes a definition away. What records have stays, and its key is free again. */
    record RemoveField(CustomFieldId fieldId) implements CustomFieldCommand {}
}
