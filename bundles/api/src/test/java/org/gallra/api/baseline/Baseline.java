package org.gallra.api.baseline;

import aQute.bnd.differ.Baseline.Info;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The published API as a jar without code, and what bnd says of a newer one. */
final class Baseline {

    /** Its own time in each entry, so that the same API gives the same bytes. */
    private static final long TIME = 1_767_225_600_000L;

    private Baseline() {}

    /** Writes the signatures of the classes in a folder, and its manifest, into a jar. */
    static void write(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path one : all.sorted().toList()) {
                String name = classes.relativize(one).toString().replace('\\', '/');
                if (name.endsWith(".class") || name.equals("META-INF/MANIFEST.MF")) {
                    ZipEntry entry = new ZipEntry(name);
                    entry.setTime(TIME);
                    out.putNextEntry(entry);
                    byte[] content = Files.readAllBytes(one);
                    out.write(name.endsWith(".class") ? signatures(content) : content);
                }
            }
        }
    }

    private static byte[] signatures(byte[] type) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return isPrivate(access)
                                        ? null
                                        : super.visitMethod(access, name, descriptor, signature, thrown);
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String descriptor, String signature, Object value) {
                                return isPrivate(access)
                                        ? null
                                        : super.visitField(access, name, descriptor, signature, value);
                            }
                        },
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private static boolean isPrivate(int access) {
        return (access & Opcodes.ACC_PRIVATE) != 0;
    }

    /** Returns the packages whose version does not say what changed, with the changes; empty if all is well. */
    static List<String> faults(Path older, Path newer) throws Exception {
        List<String> faults = new ArrayList<>();
        try (Processor processor = new Processor();
                Jar before = new Jar(older.toFile());
                Jar now = new Jar(newer.toFile())) {
            Set<Info> packages = new aQute.bnd.differ.Baseline(processor, new DiffPluginImpl())
                    .baseline(now, before, new Instructions("*"));
            for (Info info : packages) {
                if (info.mismatch || info.packageDiff.getDelta() == Delta.REMOVED) {
                    faults.add(info.packageName + " has version " + info.newerVersion + ", published is "
                            + info.olderVersion + ", needed is " + info.suggestedVersion
                            + changes(info.packageDiff, ""));
                }
            }
        }
        return faults;
    }

    /** Returns the names of the packages that were compared. */
    static Set<String> packages(Path older, Path newer) throws Exception {
        Set<String> names = new TreeSet<>();
        try (Processor processor = new Processor();
                Jar before = new Jar(older.toFile());
                Jar now = new Jar(newer.toFile())) {
            for (Info info : new aQute.bnd.differ.Baseline(processor, new DiffPluginImpl())
                    .baseline(now, before, new Instructions("*"))) {
                names.add(info.packageName);
            }
        }
        return names;
    }

    private static String changes(Diff diff, String indent) {
        StringBuilder text = new StringBuilder();
        for (Diff child : diff.getChildren()) {
            if (child.getDelta() != Delta.UNCHANGED && child.getDelta() != Delta.IGNORED) {
                text.append("\n  ").append(indent).append(child.getDelta()).append(' ');
                text.append(child.getType().toString().toLowerCase(java.util.Locale.ROOT));
                text.append(' ').append(child.getName()).append(changes(child, indent + "  "));
            }
        }
        return text.toString();
    }
}
