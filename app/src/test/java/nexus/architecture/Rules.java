package nexus.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.Set;
import java.util.regex.Pattern;
import nexus.api.Id;
import nexus.platform.decider.Decider;

/**
 * The rules of the house. Packages are named with a leading {@code ..} so that the breaches, which
 * live below {@code guilty}, are held to the very same rules.
 */
enum Rules {
    THE_CONTRACT_IS_PLAIN_JAVA(
            classes()
                    .that()
                    .resideInAPackage("..nexus.api..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("..nexus.api..", "java..", "org.jspecify..")),

    DECIDERS_AND_STATES_KNOW_NO_FRAMEWORK_CLOCK_OR_CHANCE(
            classes()
                    .that(areDecidersOrTheirStates())
                    .should(neverLookAround())
                    .as("deciders and states know no framework, database, clock or chance")),

    COMMAND_CAPABILITIES_ARE_ISLANDS(
            slices().matching("..nexus.command.(*)..").should().notDependOnEachOther()),

    QUERY_CAPABILITIES_ARE_ISLANDS(
            slices().matching("..nexus.query.(*)..").should().notDependOnEachOther()),

    CAPABILITIES_OF_THE_CONTRACT_SHARE_IDS_ONLY(
            classes()
                    .that()
                    .resideInAPackage("..nexus.api.*..")
                    .should(useOfOtherCapabilitiesTheirIdsOnly())),

    THE_SIDES_NEVER_MEET(
            noClasses()
                    .that()
                    .resideInAPackage("..nexus.command..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..nexus.query..")),

    THE_SIDES_NEVER_MEET_THE_OTHER_WAY_ROUND(
            noClasses()
                    .that()
                    .resideInAPackage("..nexus.query..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..nexus.command..")),

    ONLY_THE_EVENT_STORE_KNOWS_AXONS(
            noClasses()
                    .that()
                    .resideInAPackage("..nexus..")
                    .and()
                    .resideOutsideOfPackage("..nexus.platform.eventstore..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.axonframework.eventsourcing.eventstore..")),

    ONLY_THE_EVENT_STORE_AND_THE_ROUTING_KNOW_AXON_SERVER(
            noClasses()
                    .that()
                    .resideInAPackage("..nexus..")
                    .and()
                    .resideOutsideOfPackages(
                            "..nexus.platform.eventstore..", "..nexus.platform.routing..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.axonframework.axonserver..", "io.axoniq..")),

    ONLY_THE_SHELL_TOUCHES_THE_LIFE_OF_AGGREGATES(
            noClasses()
                    .that()
                    .resideInAPackage("..nexus..")
                    .and()
                    .resideOutsideOfPackage("..nexus.platform.decider..")
                    .should(dependOnClassesThat(areOfAxonsAggregateLifeCycle()))),

    CONTROLLERS_KEEP_TO_THEMSELVES(
            classes()
                    .that(areControllers())
                    .should()
                    .bePackagePrivate()
                    .andShould()
                    .haveNameMatching(".*(Command|Query)Controller")),

    CONTROLLERS_ARE_NAMED_FOR_THEIR_SIDE(
            classes()
                    .that(areControllers())
                    .and()
                    .resideInAPackage("..nexus.command..")
                    .should()
                    .haveSimpleNameEndingWith("CommandController")),

    CONTROLLERS_DECIDE_NOTHING(classes().that(areControllers()).should(holdNoBranch())),

    THE_SIDES_HAVE_NOTHING_PUBLIC(
            noClasses()
                    .that()
                    .resideInAnyPackage("..nexus.command..", "..nexus.query..")
                    .and()
                    .areTopLevelClasses()
                    .should()
                    .bePublic()),

    NAMES_SAY_WHAT_A_THING_IS(
            noClasses()
                    .that()
                    .resideInAPackage("..nexus..")
                    .should()
                    .haveNameMatching(".*(Impl|Helper|Util|Utils|Manager|Mapper|DTO|Dto|Service)")),

    TIME_IS_THE_DATABASES(
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..nexus.command..", "..nexus.query..", "..nexus.platform..")
                    .and()
                    .resideOutsideOfPackage("..nexus.platform.health..")
                    .and(areNotRunByHand())
                    .should(
                            callMethodWhere(
                                    describe(
                                            "it asks this machine for the time",
                                            Rules::asksThisMachineForTheTime)))
                    .as("what nodes must agree on is told the time by the SharedClock")),

    POLICIES_ARE_NOT_REPLAYED(
            classes()
                    .that(arePolicies())
                    .should()
                    .beAnnotatedWith("org.axonframework.eventhandling.DisallowReplay"));

    final ArchRule rule;

    Rules(ArchRule rule) {
        this.rule = rule.allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> areControllers() {
        return describe(
                "are controllers",
                type ->
                        type.isMetaAnnotatedWith("org.springframework.stereotype.Controller")
                                && !type.getPackageName().startsWith("org."));
    }

    private static DescribedPredicate<JavaClass> arePolicies() {
        var name = Pattern.compile("When[A-Z]\\w*Then[A-Z]\\w*");
        return describe(
                "are policies",
                type ->
                        name.matcher(type.getSimpleName()).matches()
                                || (type.getPackageName().contains("nexus.command")
                                        && type.getMethods().stream()
                                                .anyMatch(
                                                        method ->
                                                                method.isMetaAnnotatedWith(
                                                                        "org.axonframework.eventhandling.EventHandler"))));
    }

    /** Deciders, what they are made of, and the states that their type says they fold. */
    private static DescribedPredicate<JavaClass> areDecidersOrTheirStates() {
        return describe("are deciders or their states", Rules::isDeciderOrState);
    }

    static boolean isDeciderOrState(JavaClass type) {
        var outermost = outermost(type);
        return outermost.isAssignableTo(Decider.class) && !outermost.isEquivalentTo(Decider.class)
                || outermost.getDirectDependenciesToSelf().stream()
                        .map(dependency -> dependency.getOriginClass())
                        .anyMatch(other -> isStateOf(outermost, other));
    }

    private static boolean isStateOf(JavaClass state, JavaClass decider) {
        return decider.getInterfaces().stream()
                .filter(JavaParameterizedType.class::isInstance)
                .map(JavaParameterizedType.class::cast)
                .filter(type -> type.toErasure().isEquivalentTo(Decider.class))
                .anyMatch(type -> type.getActualTypeArguments().get(1).toErasure().equals(state));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Rules::outermost).orElse(type);
    }

    private static ArchCondition<JavaClass> neverLookAround() {
        return not(dependOnClassesThat(
                        resideInAnyPackage(
                                        "org.springframework..",
                                        "org.axonframework..",
                                        "java.sql..",
                                        "javax.sql..",
                                        "com.fasterxml.uuid..")
                                .or(assignableTo(java.time.Clock.class))
                                .or(assignableTo(java.util.random.RandomGenerator.class))
                                .or(assignableTo(nexus.platform.NewId.class))))
                .and(
                        not(
                                callMethodWhere(
                                        describe(
                                                "it asks for the time or for chance",
                                                Rules::asksForTimeOrChance))));
    }

    private static final Set<String> ASKING =
            Set.of("now", "random", "randomUUID", "currentTimeMillis", "nanoTime", "systemDefault");

    private static boolean asksForTimeOrChance(JavaCall<?> call) {
        return call.getTargetOwner().getPackageName().startsWith("java.")
                && ASKING.contains(call.getName());
    }

    private static boolean asksThisMachineForTheTime(JavaCall<?> call) {
        var owner = call.getTargetOwner();
        return switch (call.getName()) {
            case "now" ->
                    owner.getPackageName().equals("java.time")
                            && call.getTarget().getRawParameterTypes().isEmpty();
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "systemUTC", "systemDefaultZone", "system" ->
                    owner.isEquivalentTo(java.time.Clock.class);
            default -> false;
        };
    }

    /** Moves events while no engine runs: nobody else is there to agree with. */
    private static DescribedPredicate<JavaClass> areNotRunByHand() {
        return describe("are not run by hand", type -> !type.getSimpleName().equals("LogToMove"));
    }

    private static ArchCondition<JavaClass> not(ArchCondition<JavaClass> condition) {
        return com.tngtech.archunit.lang.conditions.ArchConditions.not(condition);
    }

    private static ArchCondition<JavaClass> useOfOtherCapabilitiesTheirIdsOnly() {
        return new ArchCondition<>("use of other capabilities their ids only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    var target = dependency.getTargetClass();
                    var theirs = capability(target);
                    if (!theirs.isEmpty()
                            && !theirs.equals(capability(type))
                            && !target.isAssignableTo(Id.class)) {
                        events.add(
                                SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static final Pattern CAPABILITY = Pattern.compile("(?:^|.*\\.)nexus\\.api\\.(\\w+).*");

    private static String capability(JavaClass type) {
        var matcher = CAPABILITY.matcher(type.getPackageName());
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static DescribedPredicate<JavaClass> areOfAxonsAggregateLifeCycle() {
        var names =
                Set.of(
                        "org.axonframework.modelling.command.AggregateLifecycle",
                        "org.axonframework.modelling.command.ApplyMore",
                        "org.axonframework.modelling.command.AggregateRoot",
                        "org.axonframework.modelling.command.AggregateIdentifier",
                        "org.axonframework.modelling.command.AggregateMember",
                        "org.axonframework.eventsourcing.EventSourcingHandler",
                        "org.axonframework.spring.stereotype.Aggregate",
                        "org.axonframework.commandhandling.CommandHandler");
        return describe(
                "are of Axon's aggregate life cycle", type -> names.contains(type.getName()));
    }

    /** Reads the compiled code, as no wording of the source can hide a jump from it. */
    private static ArchCondition<JavaClass> holdNoBranch() {
        return new ArchCondition<>("hold no branch") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var method : compiled(type).methods()) {
                    if (branches(method)) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        type,
                                        type.getName()
                                                + "."
                                                + method.methodName().stringValue()
                                                + " branches"));
                    }
                }
            }
        };
    }

    private static boolean branches(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(
                        step ->
                                step instanceof LookupSwitchInstruction
                                        || step instanceof TableSwitchInstruction
                                        || (step instanceof BranchInstruction jump
                                                && jump.opcode() != Opcode.GOTO
                                                && jump.opcode() != Opcode.GOTO_W));
    }

    private static java.lang.classfile.ClassModel compiled(JavaClass type) {
        var source = type.getSource().orElseThrow().getUri();
        try (var bytes = source.toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
