package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.EngineException;
import io.throughline.inference.control.ModelCache.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ModelCacheTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ModelCache cache = new ModelCache();
  private final CountingEngine engine = new CountingEngine();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aModelIsLoadedOnceHoweverManyAskForItAtATime() throws Exception {
    int many = 8;
    CyclicBarrier together = new CyclicBarrier(many);
    List<Future<Entry<CountingEngine.Model>>> asked = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      asked.add(
          threads.submit(
              () -> {
                together.await();
                return cache.get(engine, engine::load);
              }));
    }
    List<Entry<CountingEngine.Model>> entries = new ArrayList<>();
    for (Future<Entry<CountingEngine.Model>> one : asked) {
      entries.add(one.get());
    }

    assertThat(engine.loads).hasValue(1);
    assertThat(entries).extracting(Entry::model).containsOnly(entries.get(0).model());
    assertThat(entries).filteredOn(entry -> !entry.warm()).hasSize(1);
  }

  @Test
  void modelsOfDifferentEnginesLoadAtTheSameTime() throws Exception {
    CyclicBarrier bothLoad = new CyclicBarrier(2);
    List<Future<?>> loading = new ArrayList<>();
    for (CountingEngine one : List.of(engine, new CountingEngine())) {
      loading.add(
          threads.submit(
              () ->
                  cache.get(
                      one,
                      () -> {
                        bothLoad.await();
                        return one.load();
                      })));
    }
    for (Future<?> one : loading) {
      one.get();
    }
  }

  @Test
  void waitingForAModelThatAnotherLoadsCanBeCancelled() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loaded = new CountDownLatch(1);
    Future<Entry<CountingEngine.Model>> first =
        threads.submit(
            () ->
                cache.get(
                    engine,
                    () -> {
                      loading.countDown();
                      loaded.await();
                      return engine.load();
                    }));
    loading.await();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> cache.get(engine, engine::load))
        .isInstanceOf(InterruptedException.class);

    loaded.countDown();
    assertThat(first.get().warm()).isFalse();
  }

  @Test
  void aLoadThatFailsIsTriedAgainByTheNext() throws Exception {
    engine.loadFailure = new EngineException("counting", "no file");
    assertThatThrownBy(() -> cache.get(engine, engine::load)).isSameAs(engine.loadFailure);
    engine.loadFailure = null;

    assertThat(cache.get(engine, engine::load).warm()).isFalse();
    assertThat(cache.get(engine, engine::load).warm()).isTrue();
    assertThat(engine.loads).hasValue(2);
  }

  @Test
  void closingClosesEveryModelOnce() throws Exception {
    CountingEngine other = new CountingEngine();
    cache.get(engine, engine::load);
    cache.get(other, other::load);

    cache.close();
    cache.close();

    assertThat(engine.closes).hasValue(1);
    assertThat(other.closes).hasValue(1);
    assertThat(cache.get(engine, engine::load).warm()).isFalse();
  }
}
