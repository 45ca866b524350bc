package dev.tidings.tests.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, and what the lower floors may not touch. The reasons are in the rules. */
final class ArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tidings");

  private static final String[] PURE = Room.packages(Room.pure());

  private static final String SAME_TURNS_SAME_STATE =
      "the journal, a replica and the simulator run the same turns again and must come to the same"
          + " state, byte for byte";

  static Stream<Room> rooms() {
    return Room.ALL.values().stream();
  }

  @Test
  void everyMavenModuleHasItsRowInTheTable() throws IOException {
    Set<String> modules = new TreeSet<>();
    Pattern.compile("<module>([^<]+)</module>")
        .matcher(Files.readString(SourceTree.root().resolve("pom.xml")))
        .results()
        .forEach(match -> modules.add(match.group(1)));
    assertThat(modules).isNotEmpty().allMatch(Room.ALL::containsKey);
  }

  @Test
  void theClassesHaveBeenRead() {
    assertThat(CLASSES).anyMatch(type -> type.getPackageName().equals("dev.tidings.structures"));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void arrowsPointDown(Room room) {
    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(room.strangers())
        .because(
            "arrows point down only, and rooms of one floor do not know each other: so each room"
                + " can be read, tested and replaced without those above it")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void nothingThatIsShippedKnowsTheGarden() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Room.packages(Room.garden()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Room.packages(Room.garden()))
        .because("test code is not shipped, and a server must not behave as its tests wish")
        .check(CLASSES);
  }

  /** A growing array of bytes is allowed: it is called a stream, but only memory is behind it. */
  @Test
  void theLowerFloorsDoNoInputAndOutput() {
    check(
        noPureClassShould()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..")
                    .and(DescribedPredicate.not(equivalentTo(Serializable.class)))
                    .and(DescribedPredicate.not(equivalentTo(ByteArrayOutputStream.class))))
            .because(
                "a request comes in and a reply goes out: who reads sockets and files decides when"
                    + " to wait and what a fault of the disk means, and that is floor 2"));
  }

  @Test
  void theLowerFloorsHaveNoThreadsAndNoLocks() {
    check(
        noPureClassShould()
            .dependOnClassesThat(
                describe(
                    "are threads, locks or executors",
                    type ->
                        isThread(type)
                            || type.getPackageName().equals("java.util.concurrent.locks")))
            .because(
                "state is reached only in a turn, and turns come one after the other: a lock down"
                    + " here would hide that somebody broke that rule"));
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(PURE)
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .because("turns come one after the other, so there is nobody to keep out")
        .check(CLASSES);
  }

  @Test
  void theLowerFloorsHaveNoClock() {
    check(
        noPureClassShould()
            .dependOnClassesThat(equivalentTo(Clock.class))
            .orShould()
            .accessTargetWhere(
                target(
                    "reads the clock",
                    call ->
                        call.getOwner().getPackageName().startsWith("java.time")
                            && call.getName().equals("now")))
            .because("a turn is given its instant: " + SAME_TURNS_SAME_STATE));
  }

  @Test
  void theLowerFloorsAskTheMachineForNothing() {
    Set<String> harmless = Set.of("arraycopy", "identityHashCode");
    check(
        noPureClassShould()
            .accessTargetWhere(
                target(
                    "asks the machine for its time, its environment or an end",
                    call ->
                        call.getOwner().isEquivalentTo(System.class)
                            && !harmless.contains(call.getName())))
            .orShould()
            .dependOnClassesThat(equivalentTo(Runtime.class))
            .because("what comes in decides what goes out: " + SAME_TURNS_SAME_STATE));
  }

  @Test
  void theLowerFloorsDrawNoChanceOfTheirOwn() {
    check(
        noPureClassShould()
            .dependOnClassesThat(
                equivalentTo(Random.class)
                    .or(equivalentTo(SecureRandom.class))
                    .or(equivalentTo(ThreadLocalRandom.class)))
            .orShould()
            .accessTargetWhere(
                target("draws a number that no seed decides", ArrowsTest::isUnseeded))
            .because("a turn is given its seed: " + SAME_TURNS_SAME_STATE));
  }

  private static boolean isThread(JavaClass type) {
    return type.isAssignableTo(Thread.class)
        || type.isAssignableTo(ThreadLocal.class)
        || type.isAssignableTo(Executor.class)
        || type.isAssignableTo(Future.class)
        || type.isAssignableTo(ThreadFactory.class);
  }

  private static boolean isUnseeded(CodeUnitAccessTarget call) {
    JavaClass owner = call.getOwner();
    int parameters = call.getRawParameterTypes().size();
    return (owner.isEquivalentTo(Math.class) && call.getName().equals("random"))
        || (owner.isEquivalentTo(UUID.class) && call.getName().equals("randomUUID"))
        || (owner.isEquivalentTo(Collections.class)
            && call.getName().equals("shuffle")
            && parameters == 1)
        || (owner.isEquivalentTo(SplittableRandom.class)
            && call.getName().equals("<init>")
            && parameters == 0);
  }

  /** Calls, and references like {@code Instant::now} too. */
  private static DescribedPredicate<JavaAccess<?>> target(
      String description, Predicate<CodeUnitAccessTarget> predicate) {
    return describe(
        description,
        access ->
            access.getTarget() instanceof CodeUnitAccessTarget target && predicate.test(target));
  }

  private static ClassesShould noPureClassShould() {
    return noClasses().that().resideInAnyPackage(PURE).should();
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
