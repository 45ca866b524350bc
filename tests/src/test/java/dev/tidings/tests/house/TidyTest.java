package dev.tidings.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Every file of the project keeps the house rules; {@link RulesTest} shows that each rule bites.
 */
final class TidyTest {
  /** A method that is longer than it should be, how long it may stay, and why. */
  record Excuse(int lines, String reason) {}

  /**
   * A ratchet: no new row without a very good reason, and a row leaves with the method that it
   * excuses. By "path#method".
   */
  private static final Map<String, Excuse> LONG_METHODS = Map.of();

  private static final List<SourceFile> FILES = SourceTree.read();
  private static final List<SourceFile> JAVA =
      FILES.stream().filter(SourceFile::isTypeFile).toList();
  private static final List<SourceFile> MAIN_JAVA =
      JAVA.stream().filter(SourceFile::isMainJava).toList();
  private static final List<SourceFile> TEST_JAVA =
      JAVA.stream().filter(SourceFile::isTestJava).toList();

  @Test
  void theTreeHasBeenRead() {
    assertThat(FILES).extracting(SourceFile::path).contains("pom.xml", "tidings", ".ci/run");
    assertThat(MAIN_JAVA).hasSizeGreaterThan(1);
    assertThat(TEST_JAVA).hasSizeGreaterThan(1);
  }

  @Test
  void noFileHasTabsOrSpacesAtTheEndOfALine() {
    assertThat(findings(TextRules::whitespace)).isEmpty();
  }

  @Test
  void noFileContainsLeftoversOrTheNamesOfOneMachine() {
    assertThat(findings(TextRules::bannedTexts)).isEmpty();
  }

  @Test
  void noClassOutgrowsItsBudget() {
    assertThat(findings(TextRules::length)).isEmpty();
  }

  @Test
  void everyLinkOfADocumentLeadsSomewhere() {
    assertThat(
            findings(file ->
                TextRules.deadLinks(file, path -> Files.exists(SourceTree.root().resolve(path)))))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndNeverDoesWhichThreadAndWhereToStart() {
    assertThat(TextRules.packageDescriptions(FILES)).isEmpty();
  }

  @Test
  void everyModuleOfTheLowerFloorsIsAJavaModule() {
    assertThat(TextRules.moduleDescriptions(FILES)).isEmpty();
  }

  @Test
  void noTypeHasAnEmptyWordInItsName() {
    assertThat(JavaRules.emptyNames(JAVA)).isEmpty();
  }

  @Test
  void noMethodIsNamedGetSomething() {
    assertThat(JavaRules.getters(MAIN_JAVA)).isEmpty();
  }

  @Test
  void everyTestClassHasTestsAndEveryTestIsRun() {
    assertThat(JavaRules.unrunTests(TEST_JAVA)).isEmpty();
  }

  @Test
  void noMethodOutgrowsTheScreen() {
    List<String> findings = new ArrayList<>();
    Map<String, Integer> lengths = JavaRules.longMethods(JAVA);
    lengths.forEach((method, lines) -> {
      Excuse excuse = LONG_METHODS.get(method);
      int allowed = excuse == null ? JavaRules.LONGEST_METHOD : excuse.lines();
      if (lines > allowed) {
        findings.add("%s has %d lines and may have %d".formatted(method, lines, allowed));
      }
    });
    LONG_METHODS.keySet().stream()
        .filter(method -> !lengths.containsKey(method))
        .forEach(method -> findings.add(method + " needs no excuse any more"));
    assertThat(findings).isEmpty();
  }

  private static List<String> findings(Function<SourceFile, List<String>> rule) {
    return FILES.stream().map(rule).flatMap(List::stream).toList();
  }
}
