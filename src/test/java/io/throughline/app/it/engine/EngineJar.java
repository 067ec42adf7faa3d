package io.throughline.app.it.engine;

import io.throughline.inference.api.TranscriptionEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Packs {@link ScriptedEngine} as an engine jar that an operator would drop into a server. */
public final class EngineJar {

  private EngineJar() {}

  /**
   * @param classes where the compiler put the engine's class
   */
  public static void write(Path classes, Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    String engine = ScriptedEngine.class.getName();
    String classFile = engine.replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(classFile));
      out.write(Files.readAllBytes(classes.resolve(classFile)));
      out.putNextEntry(new ZipEntry("META-INF/services/" + TranscriptionEngine.class.getName()));
      out.write(engine.getBytes(StandardCharsets.UTF_8));
    }
  }
}
