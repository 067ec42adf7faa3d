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
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program with limits that the kernel enforces, an environment of its own and no input. Its
 * complaints are dropped, because they quote the media's tags. The child dies with the calling
 * thread's interruption.
 *
 * @param libraries directory of shared libraries; null for the system's
 * @param maxProcessorTime more is the media's fault
 * @param maxRealTime more is the busy machine's fault
 * @param maxMemory bytes of address space
 * @param maxFileBytes largest file it may write
 */
record ChildProcess(
    Path libraries,
    Duration maxProcessorTime,
    Duration maxRealTime,
    long maxMemory,
    long maxFileBytes) {

  // a shell is on every Linux, prlimit is not; exec keeps the process id for the kill
  private static final String LIMITED =
      "ulimit -c 0; ulimit -t \"$1\"; ulimit -v \"$2\"; ulimit -f \"$3\"; shift 3; exec \"$@\"";

  private static final int MAX_OUTPUT = 64 * 1024;
  private static final int SIGNAL = 128;
  private static final Set<Integer> UNABLE_TO_START = Set.of(126, 127);
  // INT, KILL, TERM, XCPU, and what ffmpeg makes of them. The kernel sends some of them for too
  // much processor time, an operator or a stopping server for other reasons: how long it ran tells
  private static final Set<Integer> STOPPED =
      Set.of(SIGNAL + 2, SIGNAL + 9, SIGNAL + 15, SIGNAL + 24, 255);

  /**
   * How it ended.
   *
   * @param exitCode 128 + signal number if a signal ended it
   * @param output the first of what it printed
   * @param usedUpProcessorTime it was ended because of that
   */
  record Outcome(int exitCode, String output, boolean usedUpProcessorTime) {

    boolean wroteTooMuch() {
      return exitCode == SIGNAL + 25;
    }

    boolean foundDiskFull() {
      // ffmpeg exits with its error, here -28 (ENOSPC), cut to a byte
      return exitCode == 256 - 28;
    }
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException if it could not start, was stopped from outside or got too little processor
   *     time: it may go well another time
   */
  Outcome run(List<String> command) throws IOException, InterruptedException {
    List<String> limited = new ArrayList<>(List.of("/bin/sh", "-c", LIMITED, "sh"));
    limited.add(Long.toString(Math.max(1, maxProcessorTime.toSeconds())));
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
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      if (!process.waitFor(maxRealTime.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("Decoding got too little processor time in " + maxRealTime);
      }
      int exitCode = process.exitValue();
      boolean wasStopped = STOPPED.contains(exitCode);
      boolean wasLong = System.nanoTime() - start > maxProcessorTime.toNanos() / 2;
      if (UNABLE_TO_START.contains(exitCode) || wasStopped && !wasLong) {
        throw new IOException("Decoding was stopped from outside: exit code " + exitCode);
      }
      try (InputStream output = process.getInputStream()) {
        byte[] text = output.readNBytes(MAX_OUTPUT);
        return new Outcome(exitCode, new String(text, StandardCharsets.UTF_8), wasStopped);
      }
    } finally {
      if (process.isAlive()) {
        process.destroyForcibly().onExit().join();
      }
    }
  }
}
