package nexus.command.customfield;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.List;
import java.util.Objects;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.customfield.CustomFieldCommand;
import nexus.api.customfield.CustomFieldCommand.ChangeField;
import nexus.api.customfield.CustomFieldCommand.DefineField;
import nexus.api.customfield.CustomFieldCommand.RemoveField;
import nexus.api.customfield.CustomFieldEvent;
import nexus.api.customfield.CustomFieldEvent.FieldChanged;
import nexus.api.customfield.CustomFieldEvent.FieldDefined;
import nexus.api.customfield.CustomFieldEvent.FieldRemoved;
import nexus.api.customfield.CustomFieldRejection.KeyTaken;
import nexus.api.customfield.CustomFieldRejection.OptionsDoNotFit;
import nexus.api.customfield.FieldDefinition;
import nexus.api.customfield.FieldKind;
import nexus.command.customfield.CustomField.Absent;
import nexus.command.customfield.CustomField.Defined;
import nexus.command.customfield.CustomField.Removed;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation;
import nexus.platform.decider.Reservation.Scope;

/** The business rules of custom fields: a key is there once for each kind of record. */
final class CustomFieldDecider
        implements Decider<CustomFieldCommand, CustomField, CustomFieldEvent> {

    /** What the reservations of keys are called. */
    private static final String KEY = "custom-field.key";

    @Override
    public CustomField initial() {
        return new Absent();
    }

    @Override
    public Decision<CustomFieldEvent> decide(CustomField field, CustomFieldCommand command) {
        return switch (field) {
            case Absent _ when command instanceof DefineField define -> define(define);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Defined defined -> decide(defined, command);
            case Removed _ when command instanceof RemoveField -> nothing();
            case Removed _ when command instanceof DefineField ->
                    reject(new AlreadyExists(command.streamId()));
            case Removed _ -> reject(new NotFound(command.streamId()));
        };
    }

    private static Decision<CustomFieldEvent> define(DefineField define) {
        var definition = define.definition();
        if (!fits(definition.kind(), definition.options())) {
            return reject(new OptionsDoNotFit(definition.kind()));
        }
        Decision<CustomFieldEvent> defined = accept(new FieldDefined(define.fieldId(), definition));
        return defined.reserving(
                new Reservation.Claim(
                        Scope.ORGANIZATION,
                        KEY,
                        keyOf(definition),
                        new KeyTaken(definition.key())));
    }

    private static Decision<CustomFieldEvent> decide(Defined field, CustomFieldCommand command) {
        return switch (command) {
            case DefineField again when again.definition().equals(field.first().definition()) ->
                    nothing();
            case DefineField _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeField change -> change(field.definition(), change);
            case RemoveField(var id) -> {
                Decision<CustomFieldEvent> removed = accept(new FieldRemoved(id));
                yield removed.reserving(
                        new Reservation.Release(
                                Scope.ORGANIZATION, KEY, keyOf(field.definition())));
            }
        };
    }

    private static Decision<CustomFieldEvent> change(FieldDefinition now, ChangeField change) {
        var label = change.label().orRequired(now.label());
        var options =
                Objects.requireNonNullElse(change.options().or(now.options()), List.<String>of());
        if (!fits(now.kind(), options)) {
            return reject(new OptionsDoNotFit(now.kind()));
        }
        return label.equals(now.label()) && options.equals(now.options())
                ? nothing()
                : accept(new FieldChanged(change.fieldId(), label, options));
    }

    private static boolean fits(FieldKind kind, List<String> options) {
        return (kind == FieldKind.CHOICE) != options.isEmpty();
    }

    private static String keyOf(FieldDefinition definition) {
        return definition.resource() + "/" + definition.key();
    }

    @Override
    public CustomField evolve(CustomField field, CustomFieldEvent event) {
        return switch (event) {
            case FieldDefined first -> new Defined(first, first.definition());
            case FieldRemoved _ -> new Removed();
            case FieldChanged(_, var label, var options) ->
                    switch (field) {
                        case Defined(var first, var now) ->
                                new Defined(
                                        first,
                                        new FieldDefinition(
                                                now.resource(),
                                                now.key(),
                                                label,
                                                now.kind(),
                                                options));
                        case Absent _, Removed _ -> field;
                    };
        };
    }
}
