package nexus.command.identity;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.identity.OrganizationCommand.RegisterOrganization;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.ShowroomCommand.OpenShowroom;
import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserCommand.RegisterUser;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineCommand.CreatePipeline;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.command.identity.Credentials.Credential;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.decider.Reservations;
import nexus.platform.security.Actor;
import nexus.platform.web.Refused;
import org.springframework.stereotype.Component;

/**
 * Begins an organization: with its owner, their password, the pipeline to sell by and a first
 * showroom, all in one transaction, or nothing of it.
 */
@Component
class Registration {

    private static final int TRIES = 5;
    private static final int LONGEST_SLUG = 40;

    private final Commands commands;
    private final Reservations reservations;
    private final Credentials credentials;

    Registration(Commands commands, Reservations reservations, Credentials credentials) {
        this.commands = commands;
        this.reservations = reservations;
        this.credentials = credentials;
    }

    /** Whoever wants to begin, with the password hashed already. */
    record Applicant(
            String email,
            String passwordHash,
            String firstName,
            String lastName,
            String organizationName) {}

    /**
     * What came of it.
     *
     * @param last the stream that was written last, so that who has seen it has seen everything
     */
    record Registered(UserId userId, OrganizationId organizationId, Accepted last) {}

    Registered register(Applicant applicant, String correlationId) {
        for (var left = TRIES; ; left--) {
            var userId = new UserId(NewId.of(UserId.PREFIX));
            var organizationId = new OrganizationId(NewId.of(OrganizationId.PREFIX));
            var last = send(applicant, userId, organizationId, correlationId).getLast();
            switch (last) {
                case Accepted accepted -> {
                    return new Registered(userId, organizationId, accepted);
                }
                case Rejected rejected -> {
                    // somebody took the same short name between looking and claiming
                    if (left == 0 || !rejected.code().equals("organization.slug-taken")) {
                        throw new Refused(rejected);
                    }
                }
            }
        }
    }

    private List<CommandResult> send(
            Applicant applicant,
            UserId userId,
            OrganizationId organizationId,
            String correlationId) {
        var name = (applicant.firstName() + " " + applicant.lastName()).strip();
        var context =
                CommandContext.of(
                        Actor.registering(organizationId, userId.value(), name), correlationId);
        var slug = freeSlug(applicant.organizationName());
        return commands.sendAllOrNothing(
                Stream.of(
                                new RegisterOrganization(
                                        organizationId, applicant.organizationName(), slug, userId),
                                new RegisterUser(
                                        userId,
                                        applicant.email(),
                                        applicant.firstName(),
                                        applicant.lastName()),
                                new OpenShowroom(
                                        new ShowroomId(NewId.of(ShowroomId.PREFIX)),
                                        applicant.organizationName(),
                                        ShowroomCodes.of(applicant.organizationName()),
                                        ShowroomDetails.PLAIN),
                                new CreatePipeline(
                                        new PipelineId(NewId.of(PipelineId.PREFIX)),
                                        "Sales Pipeline",
                                        standardStages(),
                                        true))
                        .map(command -> new Part(command, context))
                        .toList(),
                () ->
                        credentials.keep(
                                new Credential(userId, organizationId, applicant.passwordHash())));
    }

    private static List<Stage> standardStages() {
        return List.of(
                stage("Lead", StageKind.OPEN, 10),
                stage("Qualified", StageKind.OPEN, 25),
                stage("Proposal", StageKind.OPEN, 50),
                stage("Negotiation", StageKind.OPEN, 75),
                stage("Closed Won", StageKind.WON, 100),
                stage("Closed Lost", StageKind.LOST, 0));
    }

    private static Stage stage(String name, StageKind kind, int probability) {
        return new Stage(new StageId(NewId.of(StageId.PREFIX)), name, kind, probability);
    }

    private String freeSlug(String organizationName) {
        var slug = slug(organizationName);
        return Stream.concat(
                        Stream.of(slug),
                        IntStream.rangeClosed(2, 9).mapToObj(number -> slug + "-" + number))
                .filter(one -> reservations.holder(OrganizationDecider.SLUG, one).isEmpty())
                .findFirst()
                .orElseGet(() -> NewId.of(slug).substring(0, slug.length() + 14));
    }

    /** Lower case, without accents, hyphens for all else: {@code Müller & Co.} → muller-co. */
    static String slug(String name) {
        var plain =
                Normalizer.normalize(name, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        var shortened =
                plain.substring(0, Math.min(LONGEST_SLUG, plain.length())).replaceAll("-$", "");
        return shortened.isEmpty() ? "organization" : shortened;
    }
}
