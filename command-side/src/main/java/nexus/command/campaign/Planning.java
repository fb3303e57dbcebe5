package nexus.command.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.api.campaign.Audience;
import nexus.api.campaign.AudienceChange;
import nexus.api.campaign.CampaignCommand.ChangeCampaign;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.identity.OrganizationId;
import nexus.command.campaign.CampaignCommandController.AudienceQuestion;
import nexus.command.campaign.CampaignCommandController.Body;
import nexus.command.campaign.CampaignCommandController.Cancellation;
import nexus.command.campaign.CampaignCommandController.Change;
import nexus.command.campaign.CampaignCommandController.ContentPart;
import nexus.command.campaign.CampaignCommandController.ContentQuestion;
import nexus.command.campaign.CampaignCommandController.SenderPart;
import nexus.command.campaign.Delivery.Channel;
import nexus.platform.NewId;
import nexus.platform.security.CurrentActor;
import nexus.platform.security.Permissions;
import nexus.platform.web.References;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes plans of what requests say, and shows what would come of them. */
@Component
class Planning {

    private final References references;
    private final Audiences audiences;
    private final PublicLinks links;
    private final CurrentActor actor;
    private final JdbcClient db;

    Planning(
            References references,
            Audiences audiences,
            PublicLinks links,
            CurrentActor actor,
            JdbcClient db) {
        this.references = references;
        this.audiences = audiences;
        this.links = links;
        this.actor = actor;
        this.db = db;
    }

    CampaignPlan plan(Body body) {
        return new CampaignPlan(
                body.name(),
                body.type(),
                audience(body.audience()),
                body.content() == null ? Content.NONE : body.content().content(),
                body.sender() == null ? null : body.sender().sender(),
                body.perSecond());
    }

    private Audience audience(@Nullable AudienceBody body) {
        if (body == null) {
            return Audience.EVERYBODY;
        }
        var audience = body.audience();
        check(audience.companyId());
        return audience;
    }

    ChangeCampaign change(CampaignId id, Change body) {
        var audience = body.audience().map(AudiencePart::change);
        if (audience.or(null) instanceof AudienceChange change) {
            Optional.ofNullable(change.companyId().or(null)).ifPresent(this::check);
        }
        return new ChangeCampaign(
                id,
                body.name(),
                body.type(),
                audience,
                body.content().map(ContentPart::change),
                body.sender().map(SenderPart::change),
                body.perSecond(),
                Permissions.allow(actor.get().role(), Action.LAUNCH, Resource.CAMPAIGNS));
    }

    private void check(List<CompanyId> companies) {
        companies.forEach(company -> references.check("audience.companyId", company));
    }

    @Nullable String reason(@Nullable Cancellation body) {
        return body == null ? null : body.reason();
    }

    /** Tells who would be sent to, which only who may see contacts is told. */
    Audiences.Preview previewAudience(AudienceQuestion question) {
        var reader = actor.get();
        Permissions.require(reader, Action.READ, Resource.CAMPAIGNS);
        Permissions.require(reader, Action.READ, Resource.CONTACTS);
        return audiences.preview(
                reader.organizationId(),
                audience(question.audience()),
                question.type() == null ? CampaignType.EMAIL : question.type());
    }

    /**
     * A content as a recipient would get it.
     *
     * @param missing what it still lacks to be sent
     */
    record ContentPreview(
            @Nullable String subject,
            @Nullable String html,
            @Nullable String text,
            @Nullable String sms,
            List<String> missing) {}

    ContentPreview previewContent(ContentQuestion question) {
        Permissions.require(actor.get(), Action.READ, Resource.CAMPAIGNS);
        var content = question.content().content();
        Completeness.wrongWith(content)
                .ifPresent(
                        rejection -> {
                            throw new Refused(rejection);
                        });
        var sender = question.sender() == null ? null : question.sender().sender();
        var type = content.sms() == null ? CampaignType.EMAIL : CampaignType.MULTI_CHANNEL;
        var template = new MessageTemplate(content, sender);
        var mail = (Message.Mail) template.to(recipient(question, Channel.EMAIL), links);
        var text = (Message.Text) template.to(recipient(question, Channel.SMS), links);
        return new ContentPreview(
                content.subject() == null ? null : mail.subject(),
                mail.html(),
                mail.text(),
                content.sms() == null ? null : text.body(),
                Completeness.missingContent(
                        new CampaignPlan("", type, Audience.EVERYBODY, content, sender, null)));
    }

    private Delivery recipient(ContentQuestion question, Channel channel) {
        var contact = question.contactId();
        if (contact == null) {
            return delivery(
                    NewId.of(ContactId.PREFIX),
                    channel,
                    "Ada",
                    "Lovelace",
                    "ada@example.com",
                    "+442079460018",
                    "Analyst");
        }
        Permissions.require(actor.get(), Action.READ, Resource.CONTACTS);
        references.check("contactId", contact);
        audiences.awaitContacts(actor.get().organizationId());
        return found(contact, actor.get().organizationId(), channel)
                .orElseThrow(() -> Refused.notFound(contact.value()));
    }

    private Optional<Delivery> found(
            ContactId contact, OrganizationId organization, Channel channel) {
        return db.sql(
                        """
                        select first_name, last_name, email, phone, job_title from campaign_contact
                        where contact_id = :contact and organization_id = :organization""")
                .param("contact", contact.value())
                .param("organization", organization.value())
                .query(
                        (row, _) ->
                                delivery(
                                        contact.value(),
                                        channel,
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getString(5)))
                .optional();
    }

    /** Of no campaign: its links lead nowhere. */
    private static Delivery delivery(
            String contact,
            Channel channel,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String jobTitle) {
        return new Delivery(
                NewId.of(CampaignId.PREFIX),
                contact,
                channel,
                "",
                0,
                firstName,
                lastName,
                email,
                phone,
                jobTitle,
                Instant.EPOCH);
    }
}
