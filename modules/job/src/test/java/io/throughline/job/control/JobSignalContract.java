package io.throughline.job.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What every {@link JobSignal} does. */
public interface JobSignalContract {

  /** Far longer than any test takes: who returns before was woken. */
  Duration LONG = Duration.ofMinutes(5);

  JobSignal signal();

  @Test
  default void awaitReturnsAfterAWakeThatCameBefore() throws Exception {
    signal().wake();
    signal().await(LONG);
  }

  @Test
  default void awaitReturnsWhenWoken() throws Exception {
    CompletableFuture<Void> waiting = waiting(signal());
    signal().wake();
    waiting.get(30, SECONDS);
  }

  @Test
  default void awaitReturnsWhenAJobIsAnnounced() throws Exception {
    CompletableFuture<Void> waiting = waiting(signal());
    signal().announce();
    waiting.get(30, SECONDS);
  }

  @Test
  default void awaitReturnsAfterAnAnnouncementThatCameBefore() throws Exception {
    signal().announce();
    waiting(signal()).get(30, SECONDS);
  }

  @Test
  default void manyWakesAreOne() throws Exception {
    for (int i = 0; i < 100; i++) {
      signal().wake();
    }
    signal().await(LONG);
    long start = System.nanoTime();
    signal().await(Duration.ofMillis(20));
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(15_000_000);
  }

  @Test
  default void awaitReturnsAfterItsTimeout() throws Exception {
    signal().await(Duration.ofMillis(1));
  }

  static CompletableFuture<Void> waiting(JobSignal signal) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            signal.await(LONG);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }
}
