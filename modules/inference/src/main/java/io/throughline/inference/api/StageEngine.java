package io.throughline.inference.api;

/**
 * One stage of a pipeline: a model that can be loaded once and then applied to many inputs.
 *
 * <p>Implementations are plain Java: no CDI, no tracing, no server. They are created once per
 * server and must be thread-safe; {@link #process} may be called by several threads with the same
 * model.
 *
 * @param <I> the stage's input
 * @param <O> the stage's output
 * @param <M> the loaded model; closed when the model cache evicts it
 */
public sealed interface StageEngine<I, O, M extends AutoCloseable>
    permits TranscriptionEngine, AlignmentEngine, DiarizationEngine, EmbeddingEngine, ImageEngine {

  /** What this engine is and what it can do. Cheap: must not load anything. */
  EngineDescription description();

  /**
   * False if this machine lacks a device that the engine needs: then it is as if it were not there.
   */
  default boolean isAvailable() {
    return true;
  }

  /**
   * Loads the model. Called at most once for as long as the model stays in the cache.
   *
   * @throws EngineException if the model is missing or broken
   */
  M load() throws EngineException, InterruptedException;

  /**
   * Applies the model. Reports progress to {@code progress} from any thread and stops early, with
   * {@link InterruptedException}, when the calling thread is interrupted; worker threads that the
   * engine started have then ended too.
   *
   * @throws EngineException if the input cannot be processed
   */
  O process(M model, I input, Progress progress) throws EngineException, InterruptedException;
}
