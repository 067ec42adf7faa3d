package io.throughline.app.faults.crash;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** The Java agent that puts the {@link CrashPoint}s into a server when it loads its classes. */
public final class CrashAgent {

  private static final String PRODUCT = "io/throughline/";

  private CrashAgent() {}

  /**
   * @param directory where the fuses are
   */
  public static void premain(String directory, Instrumentation instrumentation) {
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String type,
              Class<?> before,
              ProtectionDomain domain,
              byte[] bytes) {
            return withCrashPoints(loader, type, bytes, Path.of(directory));
          }
        });
  }

  /** The class with its crash points, or null if it has none. */
  private static byte[] withCrashPoints(
      ClassLoader loader, String type, byte[] bytes, Path directory) {
    if (type == null || !type.startsWith(PRODUCT)) {
      return null;
    }
    String name = type.replace('/', '.');
    byte[] made = null;
    for (CrashPoint point : CrashPoint.values()) {
      if (point.type().equals(name)) {
        made = halting(loader, name, made == null ? bytes : made, point, directory);
      }
    }
    return made;
  }

  private static byte[] halting(
      ClassLoader loader, String name, byte[] bytes, CrashPoint point, Path directory) {
    Class<?> halt = point.side() == CrashPoint.Side.ENTRY ? HaltOnEntry.class : HaltOnExit.class;
    Advice advice =
        Advice.withCustomMapping().bind(Fuse.class, point.fuse(directory).toString()).to(halt);
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, bytes), ClassFileLocator.ForClassLoader.of(loader));
    TypeDescription described = TypePool.Default.of(locator).describe(name).resolve();
    return new ByteBuddy()
        .redefine(described, locator)
        .visit(advice.on(named(point.method())))
        .make()
        .getBytes();
  }

  /**
   * Packs the agent.
   *
   * @param classes where the compiler put this package
   * @return what a Java launcher is to be told
   */
  public static String write(Path classes, Path jar, Path fuses) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Premain-Class", CrashAgent.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        ByteBuddy.class.getProtectionDomain().getCodeSource().getLocation().toString());
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Path file : classesOfThisPackage(classes)) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return "-javaagent:" + jar + "=" + fuses;
  }

  private static List<Path> classesOfThisPackage(Path classes) throws IOException {
    Path here = classes.resolve(CrashAgent.class.getPackageName().replace('.', '/'));
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(here, "*.class")) {
      files.forEach(found::add);
    }
    return found;
  }
}
