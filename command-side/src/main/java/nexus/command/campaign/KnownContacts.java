package nexus.command.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.LifecycleStage;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of what campaigns know of contacts, folded set by set. */
@Component
class KnownContacts {

    private final JdbcClient db;
    private final JsonMapper json;

    KnownContacts(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** Takes in what happened to contacts, in its order. */
    void take(List<RecordedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var contacts = read(events.stream().map(RecordedEvent::streamId).distinct().toList());
        var changed = new LinkedHashMap<String, KnownContact>();
        for (var event : events) {
            var after =
                    KnownContact.evolve(
                            contacts.get(event.streamId()),
                            (ContactEvent) event.event(),
                            event.organizationId());
            if (after != null) {
                contacts.put(event.streamId(), after);
                changed.put(event.streamId(), after);
            }
        }
        write(changed.values());
    }

    /** Forgets all, to be told anew. */
    void clear() {
        db.sql("delete from campaign_contact").update();
    }

    private Map<String, KnownContact> read(List<String> ids) {
        var contacts = new HashMap<String, KnownContact>();
        db.sql("select * from campaign_contact where contact_id = any(:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> read(row))
                .list()
                .forEach(contact -> contacts.put(contact.id(), contact));
        return contacts;
    }

    private static KnownContact read(ResultSet row) throws SQLException {
        var company = row.getString("company_id");
        return new KnownContact(
                row.getString("contact_id"),
                row.getString("organization_id"),
                new ContactDetails(
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("email"),
                        row.getString("phone"),
                        company == null ? null : new CompanyId(company),
                        row.getString("job_title"),
                        Arrays.asList((String[]) row.getArray("tags").getArray()),
                        row.getString("source"),
                        Map.of()),
                stage(row.getString("lifecycle_stage")),
                consent(row, "email_consent"),
                consent(row, "sms_consent"),
                row.getBoolean("archived"));
    }

    private static LifecycleStage stage(String written) {
        return Arrays.stream(LifecycleStage.values())
                .filter(stage -> stage.toString().equals(written))
                .findFirst()
                .orElse(LifecycleStage.OTHER);
    }

    private static @Nullable Boolean consent(ResultSet row, String column) throws SQLException {
        var given = row.getBoolean(column);
        return row.wasNull() ? null : given;
    }

    private void write(Collection<KnownContact> contacts) {
        db.sql(
                        """
                        insert into campaign_contact
                          (contact_id, organization_id, first_name, last_name, email, phone,
                           job_title, source, company_id, tags, lifecycle_stage, email_consent,
                           sms_consent, archived)
                        select id, organization, first_name, last_name, email, phone, job_title,
                          source, company,
                          array(select jsonb_array_elements_text(cast(tags as jsonb))), stage,
                          cast(email_consent as boolean), cast(sms_consent as boolean),
                          cast(archived as boolean)
                        from unnest(:ids, :organizations, :firstNames, :lastNames, :emails, :phones,
                                    :jobTitles, :sources, :companies, :tags, :stages,
                                    :emailConsents, :smsConsents, :archived)
                          as c (id, organization, first_name, last_name, email, phone, job_title,
                                source, company, tags, stage, email_consent, sms_consent, archived)
                        on conflict (contact_id) do update set
                          first_name = excluded.first_name, last_name = excluded.last_name,
                          email = excluded.email, phone = excluded.phone,
                          job_title = excluded.job_title, source = excluded.source,
                          company_id = excluded.company_id, tags = excluded.tags,
                          lifecycle_stage = excluded.lifecycle_stage,
                          email_consent = excluded.email_consent,
                          sms_consent = excluded.sms_consent, archived = excluded.archived""")
                .param("ids", texts(contacts, KnownContact::id))
                .param("organizations", texts(contacts, KnownContact::organizationId))
                .param("firstNames", texts(contacts, contact -> contact.details().firstName()))
                .param("lastNames", texts(contacts, contact -> contact.details().lastName()))
                .param("emails", texts(contacts, contact -> contact.details().email()))
                .param("phones", texts(contacts, contact -> contact.details().phone()))
                .param("jobTitles", texts(contacts, contact -> contact.details().jobTitle()))
                .param("sources", texts(contacts, contact -> contact.details().source()))
                .param("companies", texts(contacts, contact -> contact.details().companyId()))
                .param("tags", texts(contacts, contact -> tags(contact)))
                .param("stages", texts(contacts, KnownContact::stage))
                .param("emailConsents", texts(contacts, KnownContact::emailConsent))
                .param("smsConsents", texts(contacts, KnownContact::smsConsent))
                .param("archived", texts(contacts, KnownContact::archived))
                .update();
    }

    private String tags(KnownContact contact) {
        return json.writeValueAsString(contact.details().tags());
    }

    private static @Nullable String[] texts(
            Collection<KnownContact> contacts, Function<KnownContact, @Nullable Object> value) {
        return contacts.stream()
                .map(value)
                .map(each -> each == null ? null : each.toString())
                .toArray(String[]::new);
    }
}
