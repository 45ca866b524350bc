package dev.tidings.tests.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Rules about classes and methods. The JDK's own compiler reads the sources, so that a word in a
 * comment or a brace in a string cannot mislead them.
 */
final class JavaRules {
  /** More than fit on a screen, and more than most readers keep in mind. */
  static final int LONGEST_METHOD = 40;

  private static final Set<String> EMPTY_NAME_PARTS =
      Set.of(
          "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Impl", "Abstract", "Base");

  private static final Pattern NAME_PART = Pattern.compile("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*");

  private static final Set<String> TEST_ANNOTATIONS =
      Set.of(
          "Test",
          "ParameterizedTest",
          "RepeatedTest",
          "TestFactory",
          "TestTemplate",
          "Property",
          "Example",
          "ArchTest",
          "FuzzTest");

  private JavaRules() {}

  /** How many lines each method of more than {@link #LONGEST_METHOD} has, by "path#method". */
  static Map<String, Integer> longMethods(List<SourceFile> files) {
    Map<String, Integer> lengths = new TreeMap<>();
    for (Method method : declarations(files).methods) {
      int lines = method.unit.lines(method.tree.getBody());
      if (lines > LONGEST_METHOD) {
        lengths.merge(method.unit.path + "#" + method.tree.getName(), lines, Math::max);
      }
    }
    return lengths;
  }

  /**
   * Types whose names say what every class is (a helper, an implementation), not what this one is.
   */
  static List<String> emptyNames(List<SourceFile> files) {
    return declarations(files).types.stream()
        .flatMap(type ->
            emptyParts(type.tree.getSimpleName().toString())
                .map(part ->
                    "%s: \"%s\" in the name %s tells nothing about it"
                        .formatted(type.unit.path, part, type.tree.getSimpleName())))
        .toList();
  }

  private static Stream<String> emptyParts(String name) {
    return NAME_PART
        .matcher(name)
        .results()
        .map(MatchResult::group)
        .filter(EMPTY_NAME_PARTS::contains);
  }

  /** Methods that ask with a verb: nouns tell. What overrides a foreign method has no choice. */
  static List<String> getters(List<SourceFile> files) {
    return declarations(files).methods.stream()
        .filter(method -> method.tree.getName().toString().matches("get[A-Z]\\w*"))
        .filter(method -> method.tree.getParameters().isEmpty())
        .filter(method -> !method.annotations().contains("Override"))
        .map(method ->
            "%s: %s() should be named after what it tells"
                .formatted(method.unit.path, method.tree.getName()))
        .toList();
  }

  /** Test classes that run nothing, and tests in classes that no runner looks for. */
  static List<String> unrunTests(List<SourceFile> files) {
    List<String> findings = new ArrayList<>();
    Set<String> contracts = contracts(files);
    for (SourceFile file : files) {
      Declarations found = declarations(List.of(file));
      boolean hasTests =
          found.methods.stream().anyMatch(Method::isTest)
              || found.types.stream().map(Type::parent).anyMatch(contracts::contains);
      boolean isFound = file.name().endsWith("Test.java");
      if (isFound && !hasTests) {
        findings.add(file.path() + " contains no test");
      } else if (!isFound && hasTests) {
        findings.add(file.path() + " contains tests but is not named *Test: nothing runs them");
      }
    }
    return findings;
  }

  /** The abstract classes whose tests are run by the classes that extend them. */
  private static Set<String> contracts(List<SourceFile> files) {
    return declarations(files).methods.stream()
        .filter(method -> method.annotations().stream().anyMatch(TEST_ANNOTATIONS::contains))
        .filter(Method::isOfAnAbstractClass)
        .map(method -> method.owner.getSimpleName().toString())
        .collect(Collectors.toSet());
  }

  private static Declarations declarations(List<SourceFile> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Text> texts = files.stream().filter(SourceFile::isTypeFile).map(Text::new).toList();
    Declarations found = new Declarations();
    if (texts.isEmpty()) {
      return found;
    }
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, _ -> {}, List.of("-proc:none"), null, texts);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    try {
      for (CompilationUnitTree tree : task.parse()) {
        Unit unit = new Unit(tree.getSourceFile().toUri().getPath().substring(1), tree, positions);
        found.scan(tree.getTypeDecls(), new Place(unit, null));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return found;
  }

  /** A parsed file. */
  private record Unit(String path, CompilationUnitTree tree, SourcePositions positions) {

    /** From the line of the opening to that of the closing brace. */
    int lines(@Nullable Tree body) {
      if (body == null) {
        return 0;
      }
      long first = tree.getLineMap().getLineNumber(positions.getStartPosition(tree, body));
      long last = tree.getLineMap().getLineNumber(positions.getEndPosition(tree, body));
      return Math.toIntExact(last - first + 1);
    }
  }

  private record Type(Unit unit, ClassTree tree) {

    /** The name of the class that it extends; empty if it says none. */
    String parent() {
      return tree.getExtendsClause() == null ? "" : tree.getExtendsClause().toString();
    }
  }

  private record Method(Unit unit, ClassTree owner, MethodTree tree) {

    List<String> annotations() {
      return tree.getModifiers().getAnnotations().stream()
          .map(AnnotationTree::getAnnotationType)
          .map(Tree::toString)
          .map(name -> name.substring(name.lastIndexOf('.') + 1))
          .toList();
    }

    /** A test of an abstract class is run by the classes that extend it. */
    boolean isTest() {
      return annotations().stream().anyMatch(TEST_ANNOTATIONS::contains) && !isOfAnAbstractClass();
    }

    boolean isOfAnAbstractClass() {
      return owner.getModifiers().getFlags().contains(Modifier.ABSTRACT);
    }
  }

  /** Where a scan is: in which file and in which class of it. */
  private record Place(Unit unit, @Nullable ClassTree type) {}

  /** Gathers all types and methods, those inside of others too. */
  private static final class Declarations extends TreeScanner<@Nullable Void, Place> {
    final List<Type> types = new ArrayList<>();
    final List<Method> methods = new ArrayList<>();

    @Override
    public @Nullable Void visitClass(ClassTree type, Place place) {
      types.add(new Type(place.unit, type));
      return super.visitClass(type, new Place(place.unit, type));
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Place place) {
      if (place.type != null) {
        methods.add(new Method(place.unit, place.type, method));
      }
      return super.visitMethod(method, place);
    }
  }

  /** A source in memory, as the compiler wants it. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(SourceFile file) {
      super(URI.create("memory:///" + file.path()), JavaFileObject.Kind.SOURCE);
      this.text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
