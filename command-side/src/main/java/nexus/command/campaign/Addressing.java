package nexus.command.campaign;

/**
 * Where contacts can be reached by a campaign of some type, and why not: one place that says so, in
 * SQL, for previews, for the freezing of an audience, and once more before each message.
 */
final class Addressing {

    /** Whom an audience asks for, among contacts {@code c} of an organization. */
    static final String IN_AUDIENCE =
            """
            c.organization_id = :organization
            and (cardinality(cast(:tags as text[])) = 0 or c.tags && cast(:tags as text[]))
            and (cardinality(cast(:stages as text[])) = 0 or c.lifecycle_stage = any(:stages))
            and (cardinality(cast(:sources as text[])) = 0 or c.source = any(:sources))
            and (cardinality(cast(:companies as text[])) = 0 or c.company_id = any(:companies))""";

    /**
     * Joins contacts {@code c} with {@code reach (channel, address, reason)} for the campaign type
     * in {@code %s}; without a reason against it, a contact can be reached. Whoever can be reached
     * by e-mail is not sent a text message.
     */
    static final String REACH =
            """
            left join suppression by_mail on by_mail.organization_id = c.organization_id
              and by_mail.channel = 'EMAIL' and by_mail.address = lower(c.email)
            left join suppression by_phone on by_phone.organization_id = c.organization_id
              and by_phone.channel = 'SMS'
              and by_phone.address = regexp_replace(c.phone, '[^0-9+]', '', 'g')
            cross join lateral (select
              case when c.archived then 'archived'
                   when c.email is null then 'no-address'
                   when by_mail.reason is not null then by_mail.reason
                   when c.email_consent is null then 'no-consent'
                   when not c.email_consent then 'unsubscribed' end as mail,
              case when c.archived then 'archived'
                   when c.phone is null then 'no-address'
                   when by_phone.reason is not null then by_phone.reason
                   when c.sms_consent is null then 'no-consent'
                   when not c.sms_consent then 'unsubscribed' end as phone) as against
            cross join lateral (select case
              when %1$s = 'SMS' or %1$s = 'MULTI_CHANNEL' and against.mail is not null
                and against.phone is null
              then 'SMS' else 'EMAIL' end as channel) as way
            cross join lateral (select way.channel,
              case way.channel when 'EMAIL' then lower(c.email)
                else regexp_replace(c.phone, '[^0-9+]', '', 'g') end as address,
              case way.channel when 'EMAIL' then against.mail else against.phone end as reason
              ) as reach""";

    private Addressing() {}
}
