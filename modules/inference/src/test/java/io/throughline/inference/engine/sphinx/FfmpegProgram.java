package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.PcmAudio;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ffmpeg program, installed or from the jar on the class path. */
final class FfmpegProgram {

  private static final String IN_JAR = "/org/bytedeco/ffmpeg/linux-x86_64/";
  private static final List<String> FILES =
      List.of(
          "ffmpeg",
          "libavcodec.so.62",
          "libavdevice.so.62",
          "libavfilter.so.11",
          "libavformat.so.62",
          "libavutil.so.60",
          "libdrm.so.2",
          "libswresample.so.6",
          "libswscale.so.9",
          "libva-drm.so.2",
          "libva.so.2");

  private FfmpegProgram() {}

  static Optional<Path> find(Path work) throws IOException {
    Optional<Path> installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "ffmpeg"))
            .filter(Files::isExecutable)
            .findFirst();
    return installed.isPresent() ? installed : unpack(work.resolve("ffmpeg"));
  }

  private static Optional<Path> unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : FILES) {
      Path target = folder.resolve(name);
      try (InputStream in = FfmpegProgram.class.getResourceAsStream(IN_JAR + name)) {
        if (in == null) {
          return Optional.empty();
        }
        if (!Files.exists(target)) {
          Files.copy(in, target);
        }
      }
    }
    Path program = folder.resolve("ffmpeg");
    return program.toFile().setExecutable(true) ? Optional.of(program) : Optional.empty();
  }

  static PcmAudio decode(Path program, Path file, Path work)
      throws IOException, InterruptedException {
    Path decoded = Files.createTempFile(work, "audio", ".f32");
    ProcessBuilder command =
        new ProcessBuilder(
            program.toString(),
            "-nostdin",
            "-y",
            "-loglevel",
            "error",
            "-i",
            file.toString(),
            "-map",
            "0:a:0",
            "-ac",
            "1",
            "-ar",
            "16000",
            "-f",
            "f32le",
            decoded.toString());
    command.environment().put("LD_LIBRARY_PATH", String.valueOf(program.getParent()));
    int exit = command.inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("ffmpeg ended with " + exit);
    }
    return PcmAudio.of(decoded, SphinxAudio.SAMPLE_RATE);
  }
}
