package nexus.query.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import nexus.query.search.SearchPending.Pending;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the index is told of a record: a document, made by one SQL statement for all records of a
 * type, of all organizations. Archived records have none.
 *
 * <p>Long texts are cut, so that a batch of documents has a size that is known.
 */
final class SearchDocuments {

    private static final String CONTACTS =
            """
            select r.id, json_object(
              'type': 'contact', 'id': r.id, 'organizationId': r.organization_id,
              'title': coalesce(nullif(trim(concat_ws(' ', r.first_name, r.last_name)), ''), r.email, r.phone),
              'subtitle': nullif(concat_ws(' · ', r.job_title, c.name, r.email), ''),
              'companyId': r.company_id, 'companyName': c.name,
              'email': r.email, 'phone': %2$s,
              'stage': replace(lower(r.lifecycle_stage), '_', '-'), 'source': r.source, 'tags': r.tags,
              'date': r.created_at, 'updatedAt': r.updated_at,
              'body': to_json(array_remove(array[left(r.job_title, 1000)] || %1$s, null))
              absent on null returning text)
            from contacts r
            left join companies c on c.id = r.company_id and c.organization_id = r.organization_id
            where not r.archived and\
            """
                    .formatted(customValues(), withDigits("r.phone"));

    private static final String COMPANIES =
            """
            select r.id, json_object(
              'type': 'company', 'id': r.id, 'organizationId': r.organization_id,
              'title': r.name, 'companyId': r.id, 'companyName': r.name,
              'subtitle': nullif(concat_ws(' · ', r.sector, r.location), ''),
              'value': r.revenue, 'currency': r.revenue_currency,
              'date': r.created_at, 'updatedAt': r.updated_at,
              'body': to_json(array_remove(
                array[left(r.sector, 1000), left(r.location, 1000)] || %1$s, null))
              absent on null returning text)
            from companies r
            where not r.archived and\
            """
                    .formatted(customValues());

    private static final String DEALS =
            """
            select r.id, json_object(
              'type': 'deal', 'id': r.id, 'organizationId': r.organization_id,
              'title': r.name,
              'subtitle': nullif(concat_ws(' · ', c.name, s.name,
                case when r.value is not null
                  then to_char(r.value, 'FM999,999,999,999,990.00') || ' ' || r.value_currency end), ''),
              'companyId': r.company_id, 'companyName': c.name,
              'contactId': r.contact_id, 'contactName': p.name,
              'ownerId': r.owner_id, 'ownerName': o.name,
              'owner': r.owner_id || '|' || coalesce(o.name, r.owner_id),
              'stageId': r.stage_id, 'stage': s.name, 'status': r.status, 'source': r.source,
              'value': r.value, 'currency': r.value_currency,
              'date': r.opened_at, 'closedAt': r.closed_at,
              'expectedCloseDate': r.expected_close_date, 'updatedAt': r.updated_at,
              'body': to_json(array_remove(array[left(r.won_reason, 1000),
                left(r.lost_reason, 1000), left(r.competitor, 1000), r.external_id] || %1$s, null))
              absent on null returning text)
            from deals r
            left join companies c on c.id = r.company_id and c.organization_id = r.organization_id
            left join lateral (
              select nullif(trim(concat_ws(' ', p.first_name, p.last_name)), '') as name
              from contacts p
              where p.id = r.contact_id and p.organization_id = r.organization_id) p on true
            left join lateral (
              select nullif(trim(concat_ws(' ', o.first_name, o.last_name)), '') as name
              from members o
              where o.id = r.owner_id and o.organization_id = r.organization_id) o on true
            left join lateral (
              select s ->> 'name' as name
              from pipelines l cross join lateral jsonb_array_elements(l.stages) s
              where l.id = r.pipeline_id and s ->> 'id' = r.stage_id limit 1) s on true
            where not r.archived and\
            """
                    .formatted(customValues());

    private static final String PROJECTS =
            """
            select r.id, json_object(
              'type': 'project', 'id': r.id, 'organizationId': r.organization_id,
              'title': concat_ws(' ', r.number, coalesce(r.title, p.name)),
              'subtitle': nullif(concat_ws(' · ', p.name, r.stage,
                case when r.contract_total is not null
                  then to_char(r.contract_total, 'FM999,999,999,999,990.00')
                    || ' ' || r.contract_total_currency end), ''),
              'contactId': r.contact_id, 'contactName': p.name,
              'ownerId': r.responsible_id, 'ownerName': o.name,
              'owner': r.responsible_id || '|' || coalesce(o.name, r.responsible_id),
              'stageId': r.stage, 'stage': r.stage, 'status': r.status, 'source': r.source,
              'value': r.contract_total, 'currency': r.contract_total_currency,
              'date': r.opened_at, 'closedAt': r.ended_at, 'updatedAt': r.updated_at,
              'body': to_json(array_remove(array[r.number, r.postcode, left(r.end_reason, 1000),
                case when position('-' in r.number) > 0
                  then ltrim(split_part(r.number, '-', 2), '0') end], null))
              absent on null returning text)
            from projects r
            left join lateral (
              select coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''),
                p.email) as name
              from contacts p
              where p.id = r.contact_id and p.organization_id = r.organization_id) p on true
            left join lateral (
              select nullif(trim(concat_ws(' ', o.first_name, o.last_name)), '') as name
              from members o
              where o.id = r.responsible_id and o.organization_id = r.organization_id) o on true
            where not r.archived and\
            """;
    private static final String CAMPAIGNS =
            """
            select r.id, json_object(
              'type': 'campaign', 'id': r.id, 'organizationId': r.organization_id,
              'title': r.name,
              'subtitle': nullif(concat_ws(' · ', lower(replace(r.type, '_', ' ')),
                lower(r.status), c.content ->> 'subject'), ''),
              'kind': lower(replace(r.type, '_', '-')),
              'status': r.status, 'date': r.created_at, 'updatedAt': r.updated_at,
              'body': to_json(array_remove(array[left(c.content ->> 'subject', 1000),
                left(c.content ->> 'text', 1000), left(c.content ->> 'sms', 1000)], null))
              absent on null returning text)
            from campaigns r
            left join campaign_contents c on c.id = r.id and c.organization_id = r.organization_id
            where not r.archived and""";

    /** With as much of its text as lets a thousand of them be in memory. */
    private static final String DOCUMENTS =
            """
            select r.id, json_object(
              'type': 'document', 'id': r.id, 'organizationId': r.organization_id,
              'title': r.name,
              'subtitle': concat_ws(' · ', r.kind, j.number, d.name, p.name, c.name),
              'contactId': p.id, 'contactName': p.name,
              'companyId': c.id, 'companyName': c.name,
              'kind': r.kind, 'status': r.state,
              'date': r.created_at, 'updatedAt': r.updated_at,
              'body': json_array(r.kind, left(t.text, 20000) absent on null)
              absent on null returning text)
            from documents r
            left join document_text t
              on t.blob_id = r.served_blob and t.organization_id = r.organization_id
            left join companies c on c.id = r.record_id and c.organization_id = r.organization_id
            left join deals d on d.id = r.record_id and d.organization_id = r.organization_id
            left join projects j on j.id = r.record_id and j.organization_id = r.organization_id
            left join lateral (
              select p.id,
                coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), p.email)
                  as name
              from contacts p
              where p.id = r.record_id and p.organization_id = r.organization_id) p on true
            where not r.archived and""";

    private static final String ACTIVITIES =
            """
            select r.id, json_object(
              'type': 'activity', 'id': r.id, 'organizationId': r.organization_id,
              'title': r.subject,
              'subtitle': nullif(concat_ws(' · ', initcap(r.type), p.name, c.name), ''),
              'companyId': r.company_id, 'companyName': c.name,
              'contactId': r.contact_id, 'contactName': p.name,
              'ownerId': r.assignee_id, 'ownerName': o.name,
              'owner': r.assignee_id || '|' || coalesce(o.name, r.assignee_id),
              'kind': lower(r.type), 'status': r.status,
              'date': r.happened_at, 'updatedAt': r.updated_at,
              'body': to_json(array_remove(array[left(r.description, 10000)] || %1$s, null))
              absent on null returning text)
            from activities r
            left join companies c on c.id = r.company_id and c.organization_id = r.organization_id
            left join lateral (
              select coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), p.email)
                as name
              from contacts p
              where p.id = r.contact_id and p.organization_id = r.organization_id) p on true
            left join lateral (
              select nullif(trim(concat_ws(' ', o.first_name, o.last_name)), '') as name
              from members o
              where o.id = r.assignee_id and o.organization_id = r.organization_id) o on true
            where not r.archived and\
            """
                    .formatted(valuesOf("metadata"));

    private static final String THESE = " r.id = any(:ids)";
    private static final String NEXT = " r.id > :after order by r.id limit :most";

    private SearchDocuments() {}

    private static String customValues() {
        return valuesOf("custom_fields");
    }

    private static String valuesOf(String column) {
        return """
        array(select left(f.value, 1000) from jsonb_each_text(
                case jsonb_typeof(r.%1$s) when 'object' then r.%1$s end) f limit 50)\
        """
                .formatted(column);
    }

    /** A number as it was written, and as somebody may type it: without what is between digits. */
    private static String withDigits(String column) {
        return "case when %1$s is not null then json_build_array(%1$s, regexp_replace(%1$s, '\\D', '', 'g')) end"
                .formatted(column);
    }

    /** The documents of those of the records that are to be found, by id. */
    static Map<String, String> read(JdbcClient db, List<Pending> records) {
        var documents = new HashMap<String, String>();
        records.stream()
                .collect(Collectors.groupingBy(Pending::type))
                .forEach(
                        (type, ofType) ->
                                db.sql(select(type) + THESE)
                                        .param(
                                                "ids",
                                                ofType.stream()
                                                        .map(Pending::id)
                                                        .toArray(String[]::new))
                                        .query(
                                                row -> {
                                                    documents.put(
                                                            row.getString(1), row.getString(2));
                                                }));
        return documents;
    }

    /**
     * Documents of a type in the order of their ids, as bytes: nobody looks into them here.
     *
     * @return how many there were
     */
    static int page(
            JdbcClient db,
            RecordType type,
            String after,
            int most,
            BiConsumer<String, byte[]> document) {
        var count = new int[1];
        db.sql(select(type) + NEXT)
                .param("after", after)
                .param("most", most)
                .query(
                        row -> {
                            document.accept(row.getString(1), row.getBytes(2));
                            count[0]++;
                        });
        return count[0];
    }

    static long count(JdbcClient db, RecordType type) {
        return db.sql("select count(*) from %s where not archived".formatted(type.view()))
                .query(Long.class)
                .single();
    }

    private static String select(RecordType type) {
        return switch (type) {
            case CONTACT -> CONTACTS;
            case COMPANY -> COMPANIES;
            case DEAL -> DEALS;
            case PROJECT -> PROJECTS;
            case CAMPAIGN -> CAMPAIGNS;
            case DOCUMENT -> DOCUMENTS;
            case ACTIVITY -> ACTIVITIES;
        };
    }
}
