package io.throughline.telemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LoggedFailureTest {

  private static final class OwnException extends Exception {
    private static final long serialVersionUID = 1L;

    OwnException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Test
  void onlyOurOwnMessagesAreWritten() {
    String written =
        printed(new OwnException("no room", new IllegalStateException("what a user said")));

    assertThat(written)
        .startsWith(OwnException.class.getName() + ": no room\n")
        .contains("\tat " + LoggedFailureTest.class.getName())
        .contains("Caused by: java.lang.IllegalStateException\n")
        .doesNotContain("what a user said");
  }

  @Test
  void ofAStatementTheCodesAreWrittenAndNotItsValues() {
    assertThat(printed(new SQLException("value 'secret' too long", "22001", 42)))
        .contains("java.sql.SQLException: SQL state 22001, error 42")
        .doesNotContain("secret");
  }

  @Test
  void ofAFileTheReasonIsWrittenAndNotItsName() {
    assertThat(printed(new FileSystemException("secret.wav", null, "No space left on device")))
        .contains("FileSystemException: No space left on device")
        .doesNotContain("secret");
  }

  @Test
  void causesThatGoRoundInACircleComeToAnEnd() {
    IOException first = new IOException("a");
    first.initCause(new IOException("b", first));

    assertThat(printed(first)).contains("Caused by: java.io.IOException");
  }

  private static String printed(Throwable failure) {
    StringWriter out = new StringWriter();
    LoggedFailure.of(failure).printStackTrace(new PrintWriter(out));
    return out.toString();
  }
}
