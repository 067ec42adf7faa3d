package io.throughline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.upload.api.StorageFullException;
import io.throughline.upload.api.StorageUnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
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
          new SQLTransientConnectionException("pool exhausted")
        }) {
      assertThat(Outage.in(new IllegalStateException(new RuntimeException(away))))
          .hasValueSatisfying(
              problem -> assertThat(problem.type()).isEqualTo("database-unavailable"));
    }
  }

  @Test
  void otherFailuresAreNoOutage() {
    assertThat(Outage.in(new SQLException("duplicate key", "23505"))).isEmpty();
    assertThat(Outage.in(new StorageFullException("full", null))).isEmpty();
    assertThat(Outage.in(new IllegalStateException())).isEmpty();
  }
}
