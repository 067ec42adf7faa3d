package io.throughline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.api.StorageUnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

class OutageTest {

  @Test
  void aStoreThatIsAwayIsFoundBelowWhatWrapsIt() {
    IOException away = new StorageUnreachableException("away", null);
    assertThat(Outage.in(new UncheckedIOException(away)))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.type()).isEqualTo("storage-unavailable");
            });
  }

  @Test
  void aDatabaseThatIsAwayIsTold() {
    for (SQLException away :
        new SQLException[] {
          new SQLException("refused", "08001"),
          new SQLException("shutting down", "57P01"),
          new SQLTransientConnectionException("pool exhausted"),
          new SQLNonTransientConnectionException("closed itself", "90098"),
          new SQLNonTransientException("not closed yet", "90020")
        }) {
      assertThat(Outage.in(new IllegalStateException(new RuntimeException(away))))
          .hasValueSatisfying(
              problem -> assertThat(problem.type()).isEqualTo("database-unavailable"));
    }
  }

  @Test
  void aDatabaseWithoutRoomIsTold() {
    for (SQLException full :
        new SQLException[] {
          new SQLException("could not extend file", "53100"),
          new SQLException(
              "general error",
              "HY000",
              new IllegalStateException(new IOException("No space left on device")))
        }) {
      assertThat(Outage.in(new RuntimeException(full)))
          .hasValueSatisfying(problem -> assertThat(problem.status()).isEqualTo(507));
    }
  }

  @Test
  void otherFailuresAreNoOutage() {
    assertThat(Outage.in(new SQLException("duplicate key", "23505"))).isEmpty();
    assertThat(Outage.in(new StorageFullException("full", null))).isEmpty();
    assertThat(Outage.in(new IllegalStateException())).isEmpty();
  }
}
