package io.throughline.job.control;

import io.throughline.job.api.StagePlan.Stage;
import java.util.Optional;

/**
 * Where the stages of one attempt may run that run beside another of its stages. The first one has
 * the attempt's own worker and is not asked for. Thread-safe.
 */
interface StagePlaces {

  /** Everything runs here, at once. */
  StagePlaces HERE =
      new StagePlaces() {
        @Override
        public boolean enter() {
          return true;
        }

        @Override
        public void leave() {}

        @Override
        public boolean offer(Stage stage) {
          return false;
        }

        @Override
        public Optional<String> output(Stage stage) {
          return Optional.empty();
        }

        @Override
        public boolean takeBack(Stage stage) {
          return false;
        }
      };

  /** Takes a worker of this node, if one is free; to be given back by {@link #leave}. */
  boolean enter();

  void leave();

  /** Offers the stage to other nodes; false if that is not possible. */
  boolean offer(Stage stage);

  /** The output of an offered stage, once another node has completed it. */
  Optional<String> output(Stage stage);

  /** True if nobody runs the offered stage, which then must run here. */
  boolean takeBack(Stage stage);
}
