package io.throughline.inference.engine.gpu;

import java.util.logging.Logger;

/** What happens when work ends and some of its device memory was not given back. */
enum Leaks {
  /** For tests: the work fails. */
  THROW {
    @Override
    void found(int allocations, long bytes) {
      throw new IllegalStateException(message(allocations, bytes));
    }
  },
  /** For servers: the memory is freed, and a line says so. */
  LOG {
    @Override
    void found(int allocations, long bytes) {
      LOGGER.warning(message(allocations, bytes) + "; it was freed now, please report this");
    }
  };

  private static final Logger LOGGER = Logger.getLogger(Leaks.class.getName());

  abstract void found(int allocations, long bytes);

  private static String message(int allocations, long bytes) {
    return "work on the graphics card left " + allocations + " allocations, " + bytes + " bytes";
  }
}
