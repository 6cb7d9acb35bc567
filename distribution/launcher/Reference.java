import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * {@code ./gallra renew reference}: writes docs/reference/annotations.md from the sources of the personal-data annotations.
 * With {@code --check} it writes nothing and ends with 1 if the file is not what the sources say. A single file that
 * {@code java} compiles at each start, so it uses the JDK only.
 */
final class Reference {

    private static final Path ROOT = Path.of(System.getProperty("gallra.root"));
    private static final Path SOURCES = ROOT.resolve("bundles/api/src/main/java/org/gallra/api/personaldata");
    private static final Path FILE = ROOT.resolve("docs/reference/annotations.md");
    private static final int FEWEST_ANNOTATIONS = 5;

    private final DocTrees docs;
    private final Map<String, TreePath> annotations = new TreeMap<>();
    private final Map<String, TreePath> enums = new TreeMap<>();
    private final StringBuilder out = new StringBuilder();

    public static void main(String[] args) throws IOException {
        String text = make();
        if (args.length == 0) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
            System.out.println("gallra: wrote " + ROOT.relativize(FILE));
        } else if (!Files.exists(FILE) || !Files.readString(FILE).equals(text)) {
            System.err.println(ROOT.relativize(FILE) + " is not what the sources say. Run ./gallra renew reference");
            System.exit(1);
        }
    }

    private static String make() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(SOURCES)) {
            List<Path> all = sources.filter(f -> f.toString().endsWith(".java")).sorted().toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(all));
            Reference reference = new Reference(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                reference.collect(unit);
            }
            return reference.write();
        }
    }

    private Reference(DocTrees docs) {
        this.docs = docs;
    }

    private void collect(CompilationUnitTree unit) {
        TreePath path = new TreePath(unit);
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree declared) {
                Map<String, TreePath> kind = switch (type.getKind()) {
                    case ANNOTATION_TYPE -> annotations;
                    case ENUM -> enums;
                    default -> new TreeMap<>();
                };
                kind.put(declared.getSimpleName().toString(), new TreePath(path, type));
            }
        }
    }

    private String write() {
        if (annotations.size() < FEWEST_ANNOTATIONS) {
            throw new IllegalStateException("only " + annotations.keySet() + " in " + SOURCES);
        }
        out.append("""
                # The annotations of `org.gallra.api.personaldata`

                Made from the sources by `./gallra renew reference`; do not edit. How they are used: [vendors.md](../vendors.md).

                """);
        annotations.keySet().forEach(name -> out.append("- [@").append(name).append("](#").append(anchor(name)).append(")\n"));
        enums.keySet().forEach(name -> out.append("- [").append(name).append("](#").append(anchor(name)).append(")\n"));
        annotations.forEach(this::annotation);
        enums.forEach(this::constants);
        return out.toString();
    }

    private void annotation(String name, TreePath path) {
        ClassTree type = (ClassTree) path.getLeaf();
        out.append("\n## @").append(name).append("\n\n").append(targets(type)).append("\n\n").append(text(path)).append('\n');
        List<MethodTree> elements = type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                // what must be written stands first, the rest as in the source
                .sorted(Comparator.comparing(m -> m.getDefaultValue() != null))
                .toList();
        if (!elements.isEmpty()) {
            out.append("\n| Element | Type | Default | Meaning |\n|---|---|---|---|\n");
        }
        for (MethodTree element : elements) {
            Tree value = element.getDefaultValue();
            row("`" + element.getName() + "`", type(element.getReturnType()), value == null ? "required" : "`" + shown(value) + "`",
                    text(new TreePath(path, element)));
        }
    }

    private void constants(String name, TreePath path) {
        ClassTree type = (ClassTree) path.getLeaf();
        out.append("\n## ").append(name).append("\n\n").append(text(path)).append("\n\n| Constant | Meaning |\n|---|---|\n");
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree constant && constant.getInitializer() instanceof NewClassTree) {
                row("`" + constant.getName() + "`", text(new TreePath(path, member)));
            }
        }
    }

    private void row(String... cells) {
        out.append("| ").append(Stream.of(cells)
                .map(c -> c.replace("\n\n", "<br>").replace("|", "\\|"))
                .collect(Collectors.joining(" | "))).append(" |\n");
    }

    /** Returns where an annotation may stand, from its own {@code @Target}. */
    private static String targets(ClassTree type) {
        for (AnnotationTree one : type.getModifiers().getAnnotations()) {
            if (one.getAnnotationType().toString().equals("Target")) {
                String where = one.getArguments().toString().replaceAll("ElementType\\.|value = |[{}]", "")
                        .toLowerCase(Locale.ROOT).replace('_', ' ').strip();
                return where.isEmpty() ? "Stands inside other annotations." : "Stands on: " + where.replace("type", "class") + ".";
            }
        }
        throw new IllegalStateException("@" + type.getSimpleName() + " has no @Target");
    }

    /** Returns a type, with a link if it is described here. */
    private String type(Tree type) {
        String name = type.toString();
        String single = name.replace("[]", "");
        return annotations.containsKey(single) || enums.containsKey(single)
                ? "[`" + name + "`](#" + anchor(single) + ")"
                : "`" + name + "`";
    }

    private static String shown(Tree value) {
        String text = value.toString().replaceAll("\\s+", " ");
        return value instanceof AnnotationTree ? "none" : text;
    }

    private static String anchor(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private String text(TreePath path) {
        DocCommentTree comment = docs.getDocCommentTree(path);
        if (comment == null) {
            throw new IllegalStateException("no comment on " + path.getLeaf());
        }
        return markdown(comment.getFullBody());
    }

    private String markdown(List<? extends DocTree> parts) {
        List<String> text = new ArrayList<>();
        for (DocTree part : parts) {
            text.add(switch (part.getKind()) {
                case TEXT -> ((TextTree) part).getBody().replaceAll("\\s*\n\\s*", " ");
                case CODE -> "`" + ((LiteralTree) part).getBody().getBody() + "`";
                case LITERAL -> ((LiteralTree) part).getBody().getBody();
                case LINK, LINK_PLAIN -> link((LinkTree) part);
                case ENTITY -> "&" + ((EntityTree) part).getName() + ";";
                case START_ELEMENT -> ((StartElementTree) part).getName().contentEquals("p") ? "\n\n" : part.toString();
                case END_ELEMENT -> ((EndElementTree) part).getName().contentEquals("p") ? "" : part.toString();
                default -> throw new IllegalStateException("cannot show " + part.getKind() + " " + part);
            });
        }
        return String.join("", text).replaceAll(" +\n", "\n").strip();
    }

    private String link(LinkTree link) {
        ReferenceTree reference = link.getReference();
        String target = reference.getSignature();
        String label = link.getLabel().isEmpty() ? "`" + target.replace('#', '.').replaceFirst("^\\.", "") + "`" : markdown(link.getLabel());
        String type = target.replaceAll("#.*", "");
        return annotations.containsKey(type) || enums.containsKey(type) ? "[" + label + "](#" + anchor(type) + ")" : label;
    }
}
