package dev.tidings.tests.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules that need no knowledge of Java: each takes files and tells what is wrong with them, one
 * line per finding.
 */
final class TextRules {
  /** A file that nobody can hold in mind any more. */
  static final int LONGEST_FILE = 700;

  /** A class that attracts code, and how much of it may gather before it is split. */
  record Budget(Pattern className, int lines) {
    Budget(String className, int lines) {
      this(Pattern.compile(className), lines);
    }
  }

  /**
   * The classes that grew without end in every server of this kind that we have read: whatever has
   * no better place ends up there. Split them by reason to change before they reach their budget.
   */
  static final List<Budget> BUDGETS =
      List.of(
          new Budget("Main", 250),
          new Budget("\\w*(Connection|Session|Client)", 500),
          new Budget("\\w*(Engine|Keyspace|Database)", 500),
          new Budget("\\w*(Server|Node|Loop)", 500),
          new Budget("\\w*(Configuration|Settings)", 500),
          new Budget("\\w*(Cluster|Replica|Consensus)\\w*", 500),
          new Budget("\\w*(Journal|Store|Storage|Snapshot)", 500));

  // Written in two halves, so that this file does not break its own rules.
  private static final Map<Pattern, String> BANNED_TEXTS =
      Map.of(
          Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b"),
          "a leftover: do it, or say in docs/ that it is not done",
          Pattern.compile(
              "(repo1?|registry|pypi|proxy)\\.(maven|npmjs|golang|py" + "thonhosted)\\b"),
          "the name of a registry: which one is asked is each machine's own business",
          Pattern.compile("https?://[^ \"<]*(artifactory|nexus)"),
          "the name of a registry: which one is asked is each machine's own business",
          Pattern.compile("(?<![\\w.$}/-])/(wo" + "rk|home/\\w+|ro" + "ot|Users/\\w+)/"),
          "a path of one machine",
          Pattern.compile("/tm" + "p/\\w"),
          "a fixed path in the shared temporary folder: ask for a fresh folder");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private static final Pattern COMMENT_STAR = Pattern.compile("(?m)^ *(/\\*\\*|\\*/|\\*) ?");

  private TextRules() {}

  static List<String> whitespace(SourceFile file) {
    List<String> findings = new ArrayList<>();
    int number = 0;
    for (String line : file.lines()) {
      number++;
      if (line.indexOf('\t') >= 0) {
        findings.add(file.path() + ":" + number + " has a tab");
      }
      if (!line.equals(line.stripTrailing())) {
        findings.add(file.path() + ":" + number + " ends in spaces");
      }
    }
    if (!file.text().isEmpty() && !file.text().endsWith("\n")) {
      findings.add(file.path() + " does not end with a line break");
    }
    return findings;
  }

  static List<String> bannedTexts(SourceFile file) {
    List<String> findings = new ArrayList<>();
    int number = 0;
    for (String line : file.lines()) {
      number++;
      for (Map.Entry<Pattern, String> banned : BANNED_TEXTS.entrySet()) {
        Matcher match = banned.getKey().matcher(line);
        if (match.find()) {
          findings.add(
              "%s:%d contains \"%s\", %s"
                  .formatted(file.path(), number, match.group(), banned.getValue()));
        }
      }
    }
    return findings;
  }

  static List<String> length(SourceFile file) {
    if (!file.isJava()) {
      return List.of();
    }
    String className = file.name().replace(".java", "");
    int lines = file.lines().size();
    int allowed =
        BUDGETS.stream()
            .filter(budget -> file.isMainJava())
            .filter(budget -> budget.className().matcher(className).matches())
            .mapToInt(Budget::lines)
            .min()
            .orElse(LONGEST_FILE);
    return lines <= allowed
        ? List.of()
        : List.of(
            "%s has %d lines and may have %d: split it by reason to change"
                .formatted(file.path(), lines, allowed));
  }

  /** Links of a Markdown file that point to no file; {@code exists} knows the files there are. */
  static List<String> deadLinks(SourceFile file, Predicate<Path> exists) {
    if (!file.path().endsWith(".md")) {
      return List.of();
    }
    return LINK.matcher(file.text())
        .results()
        .map(match -> match.group(1))
        .filter(
            link -> !link.contains("://") && !link.startsWith("#") && !link.startsWith("mailto:"))
        .filter(
            link -> !exists.test(Path.of(file.folder(), link.replaceFirst("#.*", "")).normalize()))
        .map(link -> file.path() + " points to " + link + ", which is not there")
        .toList();
  }

  /** Packages of main code without a description, and descriptions that leave something out. */
  static List<String> packageDescriptions(List<SourceFile> files) {
    Map<String, String> descriptions = new TreeMap<>();
    TreeSet<String> packages = new TreeSet<>();
    for (SourceFile file : files) {
      if (file.isMainJava() && file.name().equals("package-info.java")) {
        descriptions.put(file.folder(), file.text());
      } else if (file.isMainJava() && file.isTypeFile()) {
        packages.add(file.folder());
      }
    }
    packages.addAll(descriptions.keySet());
    return packages.stream()
        .flatMap(folder ->
            descriptionFaults(descriptions.getOrDefault(folder, ""))
                .map(fault -> folder + "/package-info.java " + fault))
        .toList();
  }

  private static Stream<String> descriptionFaults(String text) {
    if (text.isEmpty()) {
      return Stream.of("is missing");
    }
    List<String> faults = new ArrayList<>();
    if (!text.contains("@NullMarked")) {
      faults.add("lacks @NullMarked");
    }
    int end = text.indexOf("*/");
    String comment = COMMENT_STAR.matcher(text.substring(0, Math.max(end, 0))).replaceAll("");
    List<String> statements = Stream.of(comment.split("<p>")).map(String::strip).toList();
    if (statements.size() != 4
        || !statements.get(1).toLowerCase(Locale.ROOT).contains("never")
        || !statements.get(2).toLowerCase(Locale.ROOT).contains("thread")
        || !statements.get(3).startsWith("Start reading")) {
      faults.add(
          "must say four things, each in its paragraph: what the package is, what it never does,"
              + " which thread, where to start reading");
    }
    return faults.stream();
  }

  /** Modules of floors 0 and 1 that have code but no module-info. */
  static List<String> moduleDescriptions(List<SourceFile> files) {
    return Room.pure().stream()
        .map(Room::module)
        .filter(module ->
            files.stream().anyMatch(file -> file.module().equals(module) && file.isMainJava()))
        .filter(module ->
            files.stream()
                .noneMatch(file -> file.path().equals(module + "/src/main/java/module-info.java")))
        .map(module -> module + " stands on floor 0 or 1 and has no module-info.java")
        .toList();
  }
}
