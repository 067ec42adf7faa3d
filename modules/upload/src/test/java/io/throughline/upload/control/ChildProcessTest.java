package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.control.ChildProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildProcessTest {

  private static final long MIB = 1024 * 1024;

  @TempDir Path directory;

  @AfterEach
  void noChildShouldBeLeft() {
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void environmentAndInputShouldBeEmpty() throws Exception {
    Outcome outcome = child(Duration.ofSeconds(20)).run(List.of("/usr/bin/env"));
    assertThat(outcome.output().lines())
        .filteredOn(line -> !line.startsWith("PWD="))
        .containsExactlyInAnyOrder("LC_ALL=C", "MALLOC_ARENA_MAX=2", "LD_LIBRARY_PATH=/nowhere");
    assertThat(run("read line || echo none").output()).isEqualTo("none\n");
  }

  @Test
  void exitCodeShouldBeTold() throws Exception {
    assertThat(run("echo hello; exit 7")).isEqualTo(new Outcome(7, "hello\n", false));
  }

  @Test
  void tooMuchProcessorTimeShouldEndIt() throws Exception {
    assertThat(run("while :; do :; done").usedUpProcessorTime()).isTrue();
  }

  @Test
  void tooLargeFileShouldEndIt() throws Exception {
    Path file = directory.resolve("out");
    Outcome outcome = run("exec head -c 10000000 /dev/zero > " + file);
    assertThat(outcome.wroteTooMuch()).isTrue();
    assertThat(Files.size(file)).isLessThanOrEqualTo(MIB + 512);
  }

  @Test
  void tooMuchMemoryShouldEndIt() throws Exception {
    Outcome outcome = run("head -c 1000000000 /dev/zero | tail -c 900000000 > /dev/null");
    assertThat(outcome.exitCode()).isNotZero();
  }

  @Test
  void tooLittleProcessorTimeShouldNotBeTheMediasFault() {
    assertThatThrownBy(() -> child(Duration.ofMillis(50)).run(List.of("/bin/sleep", "30")))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill -TERM $$", "kill -KILL $$", "exit 255", "/not/there"})
  void beingStoppedShouldNotBeTheMediasFault(String script) {
    assertThatThrownBy(() -> run(script)).isInstanceOf(IOException.class);
  }

  private Outcome run(String script) throws Exception {
    return child(Duration.ofSeconds(20)).run(List.of("/bin/sh", "-c", script));
  }

  private static ChildProcess child(Duration maxRealTime) {
    return new ChildProcess(
        Path.of("/nowhere"), Duration.ofSeconds(1), maxRealTime, 256 * MIB, MIB);
  }
}
