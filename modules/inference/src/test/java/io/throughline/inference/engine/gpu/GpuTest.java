package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Streams, memory and copies, on the emulator. */
class GpuTest {

  private final EmulatedDevice device = new EmulatedDevice(80, 64 << 20);
  private final Gpu gpu = new Gpu(device, Leaks.THROW);

  @Test
  void whatIsForgottenIsFreedAndTold() throws Exception {
    assertThatThrownBy(() -> gpu.run(session -> session.allocate(100), report -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("work on the graphics card left 1 allocations, 100 bytes");

    assertThat(device.heap().used()).isZero();
    assertThat((Object) gpu.run(session -> "next", report -> {})).isEqualTo("next");
  }

  @Test
  void aFailureIsNotHiddenByWhatItLeftBehind() {
    assertThatThrownBy(
            () ->
                gpu.run(
                    session -> {
                      session.allocate(100);
                      throw new IllegalArgumentException("the reason");
                    },
                    report -> {}))
        .hasMessage("the reason");

    assertThat(device.heap().used()).isZero();
  }

  @Test
  void contentLargerThanTheStagingBuffersComesBackAsItWas() throws Exception {
    byte[] content = new byte[2 * DeviceStream.STAGING + 12_345];
    new Random(1).nextBytes(content);
    byte[] back = new byte[content.length];

    gpu.run(
        session -> {
          try (DeviceMemory memory = session.allocate(HostData.of(content))) {
            session.download(memory, HostData.of(back));
          }
          return null;
        },
        report -> {});

    assertThat(back).isEqualTo(content);
  }

  @Test
  void everyKindOfNumberComesBackAsItWas() throws Exception {
    short[] shorts = {1, -2, Short.MAX_VALUE};
    int[] ints = {1, -2, Integer.MIN_VALUE};
    float[] floats = {1, -2.5f, Float.MIN_VALUE};
    long[] longs = {1, -2, Long.MAX_VALUE};
    for (HostData[] pair :
        new HostData[][] {
          {HostData.of(shorts), HostData.of(new short[3])},
          {HostData.of(ints), HostData.of(new int[3])},
          {HostData.of(floats), HostData.of(new float[3])},
          {HostData.of(longs), HostData.of(new long[3])}
        }) {
      gpu.run(
          session -> {
            try (DeviceMemory memory = session.allocate(pair[0])) {
              session.download(memory, pair[1]);
            }
            return null;
          },
          report -> {});

      assertThat(bytes(pair[1])).isEqualTo(bytes(pair[0]));
    }
  }

  private static byte[] bytes(HostData data) {
    byte[] bytes = new byte[(int) data.bytes()];
    data.read(0, ByteBuffer.wrap(bytes));
    return bytes;
  }

  @Test
  void memoryGivenBackMakesRoomWithinTheSameWork() throws Exception {
    gpu.run(
        session -> {
          session.allocate(40 << 20).close();
          session.allocate(40 << 20).close();
          assertThatThrownBy(() -> session.allocate(65 << 20))
              .isInstanceOf(DeviceMemoryException.class);
          return null;
        },
        report -> {});

    assertThat(device.heap().used()).isZero();
  }

  @Test
  void workAtOnceHasStreamsOfItsOwnWhichAreUsedAgain() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 2; round++) {
        List<Future<Object>> results = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          results.add(threads.submit(() -> gpu.run(session -> met(together), report -> {})));
        }
        for (Future<Object> result : results) {
          assertThat(result.get()).isEqualTo("met");
        }
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(device.openStreams()).isEqualTo(3);
    gpu.close();
    assertThat(device.openStreams()).isZero();
    assertThatThrownBy(() -> gpu.run(session -> null, report -> {}))
        .isInstanceOf(DeviceException.class);
  }

  private static Object met(CyclicBarrier together) throws InterruptedException {
    try {
      together.await();
      return "met";
    } catch (BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptStopsWorkBeforeItsNextStep() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    Thread interrupter =
        new Thread(
            () -> {
              try {
                begun.await();
                caller.interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    interrupter.start();

    assertThatThrownBy(
            () ->
                gpu.run(
                    session -> {
                      begun.countDown();
                      while (true) {
                        session.allocate(1).close();
                      }
                    },
                    report -> {}))
        .isInstanceOf(InterruptedException.class);
    interrupter.join();
    assertThat(device.heap().used()).isZero();
  }

  @Test
  void memoryThatWasGivenBackCannotBeUsed() throws Exception {
    gpu.run(
        session -> {
          DeviceMemory memory = session.allocate(8);
          memory.close();
          memory.close();
          assertThatThrownBy(memory::address).isInstanceOf(IllegalStateException.class);
          return null;
        },
        report -> {});
  }

  @Test
  void gridsThatNoDeviceTakesAreRefused() {
    assertThatThrownBy(() -> new Grid(1, 70_000, 32, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Grid(1, 1, 1025, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Grid(1, 1, 32, 50_000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Grid.columns(3, 100_000, 128).y()).isEqualTo(8192);
  }
}
