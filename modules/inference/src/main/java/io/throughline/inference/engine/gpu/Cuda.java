package io.throughline.inference.engine.gpu;

import java.io.IOException;
import java.util.Optional;

/** Whether there is a graphics card, found out once. Thread-safe. */
public final class Cuda {

  /**
   * What was found.
   *
   * @param gpu the card, if there is one
   * @param reason why there is none, in a few words; empty if there is one
   */
  public record Probe(Optional<Gpu> gpu, String reason) {}

  private static final String DRIVER = "libcuda.so.1";

  private static final class Found {
    static final Probe PROBE = probe();
  }

  private Cuda() {}

  /** The card of this machine: looked for at the first call, the same at every other. */
  public static Probe probed() {
    return Found.PROBE;
  }

  private static Probe probe() {
    try (PrivateTemporaryFiles files = PrivateTemporaryFiles.inUse()) {
      return new Probe(Optional.of(new Gpu(new CudaDriver(), Leaks.LOG)), "");
    } catch (DeviceException e) {
      return new Probe(Optional.empty(), e.getMessage());
    } catch (LinkageError e) {
      return new Probe(Optional.empty(), reason(e));
    } catch (IOException | RuntimeException e) {
      // JCuda says so when it cannot unpack its library
      return new Probe(
          Optional.empty(), "CUDA's driver cannot be reached: " + e.getClass().getName());
    }
  }

  /** JCuda's own message has a page about what to try; what matters is which library it was. */
  private static String reason(LinkageError failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClassNotFoundException) {
        return "JCuda is not in the server's shared resources";
      }
      if (String.valueOf(cause.getMessage()).contains(DRIVER)) {
        return "no CUDA driver (" + DRIVER + ")";
      }
    }
    return "JCuda's native library cannot be loaded";
  }
}
