package io.throughline.telemetry.api;

import java.nio.file.FileSystemException;
import java.sql.SQLException;

/**
 * An exception as it may be written to a log: all class names and frames, and the messages of our
 * own exceptions. A foreign one may quote the user's data; of it only codes and reasons stay. Not
 * to be thrown.
 */
public final class LoggedFailure extends Exception {

  private static final long serialVersionUID = 1L;
  private static final String OURS = "io.throughline.";
  private static final int MAX_CAUSES = 10;

  private final String text;

  private LoggedFailure(String text, StackTraceElement[] frames, Throwable cause) {
    super(text, cause, false, true);
    this.text = text;
    setStackTrace(frames);
  }

  /** What may be logged of {@code failure} and its causes. */
  public static Throwable of(Throwable failure) {
    return of(failure, MAX_CAUSES);
  }

  private static LoggedFailure of(Throwable failure, int causes) {
    LoggedFailure cause =
        failure.getCause() == null || causes == 0 ? null : of(failure.getCause(), causes - 1);
    return new LoggedFailure(text(failure), failure.getStackTrace(), cause);
  }

  private static String text(Throwable failure) {
    String type = failure.getClass().getName();
    String said = said(failure, type.startsWith(OURS));
    return said == null || said.isEmpty() ? type : type + ": " + said;
  }

  private static String said(Throwable failure, boolean ours) {
    if (ours) {
      return failure.getMessage();
    }
    if (failure instanceof SQLException sql) {
      return "SQL state " + sql.getSQLState() + ", error " + sql.getErrorCode();
    }
    return failure instanceof FileSystemException files ? files.getReason() : null;
  }

  @Override
  public String toString() {
    return text;
  }
}
