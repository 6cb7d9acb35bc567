package org.gallra.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever has only the jar and its documentation can use the API: everything public says what it is. */
class JavadocTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int FEWEST_NAMES = 500;

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();

    private JavacTask task(StandardJavaFileManager files, List<String> options) throws IOException {
        List<Path> sources;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            sources = all.filter(f -> f.toString().endsWith(".java")).toList();
        }
        return (JavacTask)
                compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources));
    }

    @Test
    void everythingPublicIsDescribed() throws IOException {
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            JavacTask task = task(files, List.of("-proc:none"));
            Undescribed undescribed = new Undescribed(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                undescribed.scan(unit, null);
            }
            assertThat(undescribed.names).isEmpty();
            assertThat(undescribed.seen).as("names that were looked at").isGreaterThan(FEWEST_NAMES);
        }
    }

    /** What javac itself says about comments: references that lead nowhere, broken markup, unknown tags. */
    @Test
    void everyCommentIsSound() throws IOException {
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            // a missing @param of a method is no fault here: its first sentence says it
            task(files, List.of("-proc:none", "-Xdoclint:all,-missing/public", "-Xmaxwarns", "1000"))
                    .analyze();
            assertThat(found.getDiagnostics()).isEmpty();
        }
    }

    /** Collects what is public and has no comment; record components and type parameters need a {@code @param}. */
    private static final class Undescribed extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees docs;
        private final List<String> names = new ArrayList<>();
        private int seen;

        Undescribed(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitCompilationUnit(CompilationUnitTree unit, @Nullable Void nothing) {
            if (unit.getSourceFile().getName().endsWith("package-info.java")) {
                describe("package " + unit.getPackageName(), new TreePath(getCurrentPath(), unit.getPackage()));
            }
            return super.visitCompilationUnit(unit, nothing);
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (!isPublic(type.getModifiers())) {
                return null;
            }
            Set<String> params = describe("", getCurrentPath());
            type.getTypeParameters()
                    .forEach(p -> need(params.contains("<" + p.getName() + ">"), "<" + p.getName() + ">"));
            for (Tree member : type.getMembers()) {
                if (type.getKind() == Tree.Kind.RECORD
                        && member instanceof VariableTree component
                        && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
                    need(params.contains(component.getName().toString()), "@param " + component.getName());
                }
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            boolean inherits = method.getModifiers().getAnnotations().stream()
                    .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            if (isPublic(method.getModifiers()) && !inherits) {
                describe(method.getName() + "()", getCurrentPath());
            }
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
            ModifiersTree modifiers = field.getModifiers();
            if (isPublic(modifiers) && modifiers.getFlags().contains(Modifier.STATIC)) {
                describe(field.getName().toString(), getCurrentPath());
            }
            return null;
        }

        /** Members of interfaces and annotations are public without saying so. */
        private boolean isPublic(ModifiersTree modifiers) {
            Tree.Kind owner = getCurrentPath().getParentPath().getLeaf().getKind();
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || (owner == Tree.Kind.INTERFACE || owner == Tree.Kind.ANNOTATION_TYPE)
                            && !modifiers.getFlags().contains(Modifier.PRIVATE);
        }

        /** Demands a comment and returns the names of its {@code @param} tags. */
        private Set<String> describe(String what, TreePath path) {
            DocCommentTree comment = docs.getDocCommentTree(path);
            need(comment != null && !comment.getFirstSentence().isEmpty(), what);
            Set<String> params = new HashSet<>();
            if (comment != null) {
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param
                            && !param.getDescription().isEmpty()) {
                        params.add(param.isTypeParameter() ? "<" + param.getName() + ">" : param.getName() + "");
                    }
                }
            }
            return params;
        }

        private void need(boolean there, String what) {
            seen++;
            if (!there) {
                StringBuilder name = new StringBuilder(what);
                for (Tree part : getCurrentPath()) {
                    if (part instanceof ClassTree type) {
                        name.insert(0, type.getSimpleName() + " ");
                    }
                }
                names.add(name.toString().strip());
            }
        }
    }
}
