package io.throughline.upload.control;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program with limits that the kernel enforces, an environment of its own and no input. Its
 * complaints are dropped, because they quote the media's tags. The child dies with the calling
 * thread's interruption.
 *
 * @param libraries directory of shared libraries; null for the system's
 * @param maxTime seconds of processor time, and of real time
 * @param maxMemory bytes of address space
 * @param maxFileBytes largest file it may write
 */
record ChildProcess(Path libraries, Duration maxTime, long maxMemory, long maxFileBytes) {

  // a shell is on every Linux, prlimit is not; exec keeps the process id for the kill
  private static final String LIMITED =
      "ulimit -c 0; ulimit -t \"$1\"; ulimit -v \"$2\"; ulimit -f \"$3\"; shift 3; exec \"$@\"";

  private static final int MAX_OUTPUT = 64 * 1024;

  /**
   * How it ended.
   *
   * @param exitCode 128 + signal number if a signal ended it
   * @param output the first of what it printed
   */
  record Outcome(int exitCode, String output) {

    boolean usedUpProcessorTime() {
      return exitCode == 128 + 24;
    }

    boolean wroteTooMuch() {
      return exitCode == 128 + 25;
    }

    boolean foundDiskFull() {
      // ffmpeg exits with its error, here -28 (ENOSPC), cut to a byte
      return exitCode == 256 - 28;
    }
  }

  Outcome run(List<String> command) throws IOException, InterruptedException {
    List<String> limited = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "sh"));
    limited.add(Long.toString(Math.max(1, maxTime.toSeconds())));
    limited.add(Long.toString(maxMemory / 1024));
    limited.add(Long.toString(maxFileBytes / 512 + 1));
    limited.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(limited)
            .directory(Path.of("/").toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C");
    // each arena reserves 64 MiB of the address space allowed
    environment.put("MALLOC_ARENA_MAX", "2");
    if (libraries != null) {
      environment.put("LD_LIBRARY_PATH", libraries.toString());
    }
    Process process = builder.start();
    try {
      if (!process.waitFor(maxTime.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "The decoding process got too little processor time in " + maxTime + ": try again");
      }
      try (InputStream output = process.getInputStream()) {
        byte[] text = output.readNBytes(MAX_OUTPUT);
        return new Outcome(process.exitValue(), new String(text, StandardCharsets.UTF_8));
      }
    } finally {
      if (process.isAlive()) {
        process.destroyForcibly().onExit().join();
      }
    }
  }
}
