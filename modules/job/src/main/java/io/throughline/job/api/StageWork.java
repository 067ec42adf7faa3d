package io.throughline.job.api;

/** What a stage does. Stops with {@link InterruptedException} when its thread is interrupted. */
@FunctionalInterface
public interface StageWork {

  /**
   * @return the stage's output, usually JSON; never null
   */
  String run(StageContext context) throws Exception;
}
