package dev.tidings.tests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each house rule finds what it was made to find, and nothing in a file that keeps it. */
final class RulesTest {

  @Test
  void whitespaceIsFound() {
    assertThat(TextRules.whitespace(file("a.md", "one\ntwo\n"))).isEmpty();
    assertThat(TextRules.whitespace(file("a.md", "one\t\ntwo "))).hasSize(4);
  }

  @Test
  void leftoversAreFound() {
    assertThat(TextRules.bannedTexts(file("a.md", "See docs/work/plan.md, XXXL, TODOS\n")))
        .isEmpty();
    assertThat(TextRules.bannedTexts(file("A.java", "// TO" + "DO later\n"))).hasSize(1);
    assertThat(TextRules.bannedTexts(file("a.sh", "cd /wo" + "rk/main\n"))).hasSize(1);
    assertThat(TextRules.bannedTexts(file("a.json", "https://registry.npm" + "js.org/x\n")))
        .hasSize(1);
  }

  @Test
  void filesThatAreTooLongAreFound() {
    String lines = "// line\n".repeat(501);
    assertThat(TextRules.length(file("engine/src/main/java/Keys.java", lines))).isEmpty();
    assertThat(TextRules.length(file("engine/src/main/java/EngineParts.java", lines))).isEmpty();
    assertThat(TextRules.length(file("engine/src/test/java/Engine.java", lines))).isEmpty();
    assertThat(TextRules.length(file("engine/src/main/java/Engine.java", lines))).hasSize(1);
    assertThat(TextRules.length(file("server/src/main/java/WebConnection.java", lines))).hasSize(1);
    assertThat(TextRules.length(file("engine/src/test/java/A.java", lines + lines))).hasSize(1);
  }

  @Test
  void linksThatLeadNowhereAreFound() {
    SourceFile file =
        file(
            "docs/a.md",
            "[one](b.md#part) [two](../c.md) [three](https://example.com/d) [four](#e)");
    assertThat(TextRules.deadLinks(file, path -> path.toString().equals("docs/b.md")))
        .containsExactly("docs/a.md points to ../c.md, which is not there");
  }

  @Test
  void packagesWithoutAFullDescriptionAreFound() {
    SourceFile type = file("engine/src/main/java/a/A.java", "package a;");
    String path = "engine/src/main/java/a/package-info.java";
    String whole =
        """
        /**
         * Values.
         *
         * <p>Never sleeps.
         *
         * <p>Thread: any.
         *
         * <p>Start reading at A.
         */
        @NullMarked
        package a;
        """;
    assertThat(TextRules.packageDescriptions(List.of(type, file(path, whole)))).isEmpty();
    assertThat(TextRules.packageDescriptions(List.of(type))).hasSize(1);
    assertThat(
            TextRules.packageDescriptions(
                List.of(type, file(path, whole.replace("@NullMarked", "")))))
        .hasSize(1);
    assertThat(
            TextRules.packageDescriptions(
                List.of(type, file(path, whole.replace("Never sleeps", "Sleeps")))))
        .hasSize(1);
  }

  @Test
  void lowerFloorsWithoutAModuleDescriptionAreFound() {
    SourceFile type = file("engine/src/main/java/a/A.java", "package a;");
    SourceFile description = file("engine/src/main/java/module-info.java", "module a {}");
    assertThat(TextRules.moduleDescriptions(List.of(type, description))).isEmpty();
    assertThat(TextRules.moduleDescriptions(List.of(type))).hasSize(1);
  }

  @Test
  void emptyNamesAreFoundButNotWordsThatOnlyLookLikeThem() {
    List<String> findings =
        JavaRules.emptyNames(
            List.of(
                file(
                    "A.java",
                    "class Base64 { class Database {} interface ByteUtil {} record BaseKey() {} }")));
    assertThat(findings).hasSize(2);
  }

  @Test
  void gettersAreFoundUnlessSomebodyElseNamedThem() {
    String text =
        """
        class A {
          int getSize() { return 1; }
          int getBit(int index) { return 2; }
          @Override public String getMessage() { return ""; }
        }
        """;
    assertThat(JavaRules.getters(List.of(file("A.java", text))))
        .containsExactly("A.java: getSize() should be named after what it tells");
  }

  @Test
  void methodsThatAreTooLongAreFound() {
    String text =
        "class A {\n  void b() {\n%s  }\n  void c() {\n%s  }\n}\n"
            .formatted("    d();\n".repeat(38), "    d();\n".repeat(39));
    assertThat(JavaRules.longMethods(List.of(file("A.java", text)))).containsOnlyKeys("A.java#c");
  }

  @Test
  void testsThatNeverRunAreFound() {
    SourceFile whole = file("ATest.java", "class ATest { @Test void a() {} }");
    SourceFile nothing = file("BTest.java", "class BTest { void b() {} }");
    SourceFile unseen = file("Checks.java", "class Checks { @Property void c() {} }");
    SourceFile shared = file("Contract.java", "abstract class Contract { @Test void d() {} }");
    SourceFile heir = file("HeirTest.java", "class HeirTest extends Contract {}");
    assertThat(JavaRules.unrunTests(List.of(whole, nothing, unseen, shared, heir))).hasSize(2);
  }

  private static SourceFile file(String path, String text) {
    return new SourceFile(path, text);
  }
}
