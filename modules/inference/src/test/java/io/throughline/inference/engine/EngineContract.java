package io.throughline.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.StageEngine;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every stage engine promises, whatever it runs on.
 *
 * @param <I> the stage's input
 * @param <O> the stage's output
 * @param <M> the loaded model
 */
public interface EngineContract<I, O, M extends AutoCloseable> {

  /** The engine under test. */
  StageEngine<I, O, M> engine();

  /** Its model, loaded once for all tests. */
  M model();

  /** A request about this audio, with some text where the stage needs one. */
  I request(PcmAudio audio);

  /** True when the output says that nothing was found. */
  boolean isEmpty(O output);

  /** Audio with speech in it. */
  PcmAudio speech() throws IOException;

  /** Audio of that many zero samples. */
  PcmAudio silence(int samples) throws IOException;

  /** A request about audio without speech; the text, where the stage needs one, is empty too. */
  I emptyRequest(PcmAudio audio);

  @Test
  default void descriptionShouldNameTheEngineAndItsLimits() {
    EngineDescription description = engine().description();

    assertThat(description.version()).isNotBlank();
    assertThat(description.model()).isNotBlank();
    assertThat(description.device()).isIn("cpu", "cuda");
    assertThat(description.limits()).isNotEmpty().allMatch(limit -> limit.endsWith("."));
  }

  @Test
  default void engineShouldBeFoundByServiceLoader() {
    List<Class<?>> kinds =
        List.of(
            io.throughline.inference.api.TranscriptionEngine.class,
            io.throughline.inference.api.AlignmentEngine.class,
            io.throughline.inference.api.DiarizationEngine.class);
    Class<?> kind = kinds.stream().filter(k -> k.isInstance(engine())).findFirst().orElseThrow();

    assertThat(ServiceLoader.load(kind).stream().map(ServiceLoader.Provider::type).toList())
        .anyMatch(type -> type == engine().getClass());
  }

  @Test
  default void processShouldFindNothingInNoAudio() throws Exception {
    I request = emptyRequest(silence(0));

    assertThat(isEmpty(engine().process(model(), request, Progress.none()))).isTrue();
  }

  @Test
  default void processShouldFindNothingInSilence() throws Exception {
    I request = emptyRequest(silence(40_000));

    assertThat(isEmpty(engine().process(model(), request, Progress.none()))).isTrue();
  }

  @Test
  default void processShouldGiveTheSameResultWhateverItHeardBeforeAndReportProgress()
      throws Exception {
    I request = request(speech());
    List<Double> reported = new CopyOnWriteArrayList<>();

    O first = engine().process(model(), request, reported::add);
    engine().process(model(), request(silence(20_000)), Progress.none());
    O second = engine().process(model(), request, Progress.none());

    assertThat(isEmpty(first)).isFalse();
    assertThat(second).isEqualTo(first);
    assertThat(reported).allMatch(fraction -> fraction >= 0 && fraction <= 1.000001);
    assertThat(reported.get(reported.size() - 1)).isEqualTo(1.0);
  }

  @Test
  default void processShouldStopWhenInterruptedAndLeaveNoThread() throws Exception {
    I request = request(speech());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> engine().process(model(), request, Progress.none()))
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(workers()).isEmpty();
  }

  @Test
  default void processShouldWorkAfterAnInterruption() throws Exception {
    I request = request(speech());
    O undisturbed = engine().process(model(), request, Progress.none());
    Thread caller = Thread.currentThread();
    try {
      engine().process(model(), request, fraction -> caller.interrupt());
    } catch (InterruptedException expected) {
      assertThat(workers()).isEmpty();
    }
    // The report that interrupts may also be the last one, after all work was done.
    Thread.interrupted();

    assertThat(engine().process(model(), request, Progress.none())).isEqualTo(undisturbed);
  }

  private static List<String> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("sphinx"))
        .collect(Collectors.toList());
  }
}
