package io.throughline.inference.image;

import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.Progress;

/** Does to pictures what they are sent for, here or on another server. Thread-safe. */
@FunctionalInterface
public interface ImageWorker {

  /**
   * Works on a picture, with spans of its own, and stops early when the thread is interrupted.
   *
   * @param type of the job
   * @param priority of the job; more goes first
   * @throws io.throughline.inference.api.EngineException if the picture cannot be worked on, and
   *     trying again would not help
   */
  Picture work(ImageJobType type, ImageRequest request, int priority, Progress progress)
      throws Exception;
}
