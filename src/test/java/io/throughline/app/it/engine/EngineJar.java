package io.throughline.app.it.engine;

import io.throughline.inference.api.AlignmentEngine;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.TranscriptionEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Packs engines as a jar that an operator would drop into a server. */
public final class EngineJar {

  private static final List<Class<?>> SERVICES =
      List.of(TranscriptionEngine.class, AlignmentEngine.class, ImageEngine.class);

  private EngineJar() {}

  /**
   * Packs {@link ScriptedEngine}.
   *
   * @param classes where the compiler put the engine's class
   */
  public static void write(Path classes, Path jar) throws IOException {
    write(classes, jar, List.of(ScriptedEngine.class));
  }

  /**
   * @param classes where the compiler put the classes
   * @param content engines, at most one for each stage, and what they need
   */
  public static void write(Path classes, Path jar, List<Class<?>> content) throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> part : content) {
        String classFile = part.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(classFile));
        out.write(Files.readAllBytes(classes.resolve(classFile)));
        for (Class<?> service : SERVICES) {
          if (service.isAssignableFrom(part)) {
            out.putNextEntry(new ZipEntry("META-INF/services/" + service.getName()));
            out.write(part.getName().getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }
  }
}
