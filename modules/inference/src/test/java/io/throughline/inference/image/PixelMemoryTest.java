package io.throughline.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PixelMemoryTest {

  private final PixelMemory memory = new PixelMemory(10 * 1024, Telemetry.off());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void whatFitsGoesTogether() throws Exception {
    CountDownLatch both = new CountDownLatch(2);

    Future<String> one = threads.submit(() -> memory.with(5 * 1024, () -> met(both)));
    Future<String> other = threads.submit(() -> memory.with(5 * 1024, () -> met(both)));

    assertThat(one.get()).isEqualTo(other.get()).isEqualTo("met");
  }

  private static String met(CountDownLatch both) throws InterruptedException {
    both.countDown();
    both.await();
    return "met";
  }

  @Test
  void whatDoesNotFitWaits() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    StringBuffer order = new StringBuffer();
    Future<?> first =
        threads.submit(
            () ->
                memory.with(
                    6 * 1024,
                    () -> {
                      begun.countDown();
                      end.await();
                      return order.append("first ");
                    }));
    begun.await();
    Future<?> second = threads.submit(() -> memory.with(5 * 1024, () -> order.append("second")));

    end.countDown();
    first.get();
    second.get();

    assertThat(order).hasToString("first second");
  }

  @Test
  void whatNeedsMoreThanThereIsGoesAlone() throws Exception {
    assertThat(memory.<String>with(1L << 40, () -> "alone")).isEqualTo("alone");
  }

  @Test
  void whatFailsGivesItsMemoryBack() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  memory.with(
                      9 * 1024,
                      () -> {
                        throw new IOException("broken");
                      }))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    memory.with(
        10 * 1024,
        () -> {
          Thread.currentThread().interrupt();
          assertThatThrownBy(() -> memory.with(1, () -> "never"))
              .isInstanceOf(InterruptedException.class);
          return null;
        });
  }
}
