package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RecordedExceptionTest {

  private static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Test
  void stacktraceNamesClassesAndFramesButNoMessages() {
    IOException cause = new IOException("canary: path of the user");
    cause.setStackTrace(new StackTraceElement[] {frame("Disk", 7)});
    IllegalStateException failure = new IllegalStateException("canary: text", cause);
    failure.setStackTrace(new StackTraceElement[] {frame("Stage", 1), frame("Job", 2)});

    RecordedException recorded = RecordedException.of(failure);

    assertThat(recorded)
        .isEqualTo(
            new RecordedException(
                "java.lang.IllegalStateException",
                "",
                """
                java.lang.IllegalStateException
                \tat Stage.run(Stage.java:1)
                \tat Job.run(Job.java:2)
                Caused by: java.io.IOException
                \tat Disk.run(Disk.java:7)
                """));
  }

  @Test
  void ownExceptionKeepsItsMessageButItsForeignCauseDoesNot() {
    RecordedException recorded =
        RecordedException.of(new OwnException("no free worker", new IOException("canary")));

    assertThat(recorded.message()).isEqualTo("no free worker");
    assertThat(recorded.stacktrace()).doesNotContain("canary").contains("java.io.IOException");
  }

  @Test
  void ownExceptionWithoutMessageHasNone() {
    assertThat(RecordedException.of(new OwnException(null, null)).message()).isEmpty();
  }

  @Test
  void aDeepStackDoesNotHideTheCause() {
    IOException cause = new IOException();
    cause.setStackTrace(deepStack());
    IOException failure = new IOException(cause);
    failure.setStackTrace(deepStack());

    assertThat(RecordedException.of(failure).stacktrace().lines())
        .hasSize(42)
        .containsOnlyOnce("Caused by: java.io.IOException");
  }

  @Test
  void aLongChainOfDeepStacksIsCut() {
    Exception chain = new IOException();
    for (int i = 0; i < 10; i++) {
      chain.setStackTrace(deepStack());
      chain = new IOException(chain);
    }

    assertThat(RecordedException.of(chain).stacktrace().lines()).hasSize(80);
  }

  @Test
  void causesThatPointAtEachOtherComeToAnEnd() {
    RuntimeException first = withoutFrames();
    RuntimeException second = withoutFrames();
    first.initCause(second);
    second.initCause(first);

    assertThat(RecordedException.of(first).stacktrace().lines()).hasSize(80);
  }

  private static StackTraceElement[] deepStack() {
    return IntStream.range(0, 500)
        .mapToObj(i -> frame("Deep", i))
        .toArray(StackTraceElement[]::new);
  }

  private static RuntimeException withoutFrames() {
    RuntimeException failure = new RuntimeException();
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  private static StackTraceElement frame(String type, int line) {
    return new StackTraceElement(type, "run", type + ".java", line);
  }
}
