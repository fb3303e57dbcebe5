package nexus.reliability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Instant;
import java.util.Date;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock of a process: an agent that adds so many milliseconds to all that it is told of
 * the time of day, and does so anew whenever the file that says how many is another. What counts
 * time that passes is left alone, as it is when somebody sets the clock of a machine.
 */
public final class OtherTime implements ClassFileTransformer {

    private static final String OFFSET = "nexus.test.offset";
    private static final ClassDesc LONG = ClassDesc.of("java.lang.Long");
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");
    private static final MethodTypeDesc GET_LONG =
            MethodTypeDesc.of(LONG, ConstantDescs.CD_String, LONG);

    private OtherTime() {}

    /** What the agent is started with: the file that says by how much. */
    public static void premain(String file, Instrumentation instrumentation) throws Exception {
        follow(Path.of(file));
        instrumentation.addTransformer(new OtherTime(), true);
        instrumentation.retransformClasses(
                Instant.class, Date.class, Class.forName("java.time.Clock$SystemClock"));
        Thread.ofPlatform()
                .daemon()
                .name("other-time")
                .start(
                        () -> {
                            while (true) {
                                follow(Path.of(file));
                                pause();
                            }
                        });
    }

    private static void follow(Path file) {
        try {
            System.setProperty(OFFSET, Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            ProtectionDomain domain,
            byte[] bytes) {
        if ((loader == null && redefined == null) || !asks(new String(bytes, ISO_8859_1))) {
            return null; // what Java itself counts by, and what does not ask
        }
        var files = ClassFile.of();
        return files.transformClass(
                files.parse(bytes), ClassTransform.transformingMethodBodies(SHIFT));
    }

    private static boolean asks(String constants) {
        return constants.contains("currentTimeMillis") || constants.contains("currentInstant");
    }

    private static final CodeTransform SHIFT =
            (CodeBuilder code, CodeElement element) -> {
                code.with(element);
                if (element instanceof InvokeInstruction call
                        && call.opcode() == Opcode.INVOKESTATIC) {
                    var named = call.owner().asInternalName() + "." + call.name().stringValue();
                    if (named.equals("java/lang/System.currentTimeMillis")) {
                        offset(code).ladd();
                    } else if (named.equals("java/time/Clock.currentInstant")) {
                        offset(code)
                                .invokevirtual(
                                        INSTANT,
                                        "plusMillis",
                                        MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
                    }
                }
            };

    private static CodeBuilder offset(CodeBuilder code) {
        return code.loadConstant(OFFSET)
                .lconst_0()
                .invokestatic(LONG, "valueOf", MethodTypeDesc.of(LONG, ConstantDescs.CD_long))
                .invokestatic(LONG, "getLong", GET_LONG)
                .invokevirtual(LONG, "longValue", MethodTypeDesc.of(ConstantDescs.CD_long));
    }

    /** What a process is to be started with, so that its clock is what the file says. */
    static String agent(Path folder, Path offset) throws IOException {
        var jar = folder.resolve("other-time.jar").toAbsolutePath();
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", OtherTime.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        var name = OtherTime.class.getName().replace('.', '/') + ".class";
        try (var in = OtherTime.class.getResourceAsStream("/" + name);
                var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry(name));
            java.util.Objects.requireNonNull(in).transferTo(out);
        }
        return "-javaagent:" + jar + "=" + offset.toAbsolutePath();
    }
}
