package io.throughline.inference.engine.gpu;

import io.throughline.inference.api.DeviceInfo;
import io.throughline.inference.engine.audio.LogMel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.JCudaDriver;

/**
 * Checks every kernel against its oracle and prints how long it took. Exit status: 0 if all are
 * right, 1 if one is wrong or failed, 2 if there is no graphics card.
 */
public final class GpuBenchmark {

  /** Products of 16 bits that a multiprocessor's tensor cores add in a cycle, without sparsity. */
  private static final int TURING = 512;

  private static final int AMPERE = 1024;
  private static final int HOPPER = 2048;

  private GpuBenchmark() {}

  public static void main(String[] args) throws Exception {
    SelfCheck.run();
    say("oracles: right");
    Cuda.Probe probe = Cuda.probed();
    if (probe.gpu().isEmpty()) {
      say("no graphics card: " + probe.reason() + ". No kernel was run, nothing was measured.");
      System.exit(2);
    }
    System.exit(measured(probe.gpu().get()) ? 0 : 1);
  }

  private static boolean measured(Gpu gpu) throws Exception {
    DeviceInfo info = gpu.info();
    Bench bench = new Bench(gpu);
    double products = productsPerSecond(info);
    say(
        "%s, compute capability %s, driver %s, %d multiprocessors, %d MiB",
        info.name(),
        info.architecture(),
        info.driver(),
        info.multiprocessors(),
        info.memoryBytes() >> 20);
    say("copies %.0f GB/s, tensor cores at most %.0f TFLOP/s", bench.bandwidth / 1e9, products / 5e11);
    say(Row.head());
    List<Row> rows = new ArrayList<>(PictureRows.of(bench));
    rows.forEach(row -> say(row.toString()));
    for (Row row : NumberRows.of(bench, products)) {
      rows.add(row);
      say(row.toString());
    }
    return rows.stream().allMatch(Row::right);
  }

  /** Of the tensor cores at their highest clock, as the device's documentation counts. */
  private static double productsPerSecond(DeviceInfo info) {
    int[] kilohertz = new int[1];
    CUdevice device = new CUdevice();
    CudaDriver.check(JCudaDriver.cuDeviceGet(device, 0), "cuDeviceGet");
    CudaDriver.check(
        JCudaDriver.cuDeviceGetAttribute(
            kilohertz, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_CLOCK_RATE, device),
        "cuDeviceGetAttribute");
    int architecture = Integer.parseInt(info.architecture().replace(".", ""));
    int cycle = architecture >= 90 ? HOPPER : architecture == 80 ? AMPERE : TURING;
    return 1e3 * kilohertz[0] * info.multiprocessors() * cycle;
  }

  private static void say(String format, Object... values) {
    System.out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }

  /** What kernels are compared with is itself compared with something simpler. */
  private static final class SelfCheck {

    static void run() {
      for (int bits = 0; bits < 0x7C00; bits++) {
        require(Half.of(Half.toFloat((short) bits)) == bits, "numbers of 16 bits");
      }
      float[] audio = Numbers.uniform(2000, 1);
      LogMel definition = new LogMel(80);
      float[] made = definition.of(audio);
      int frames = LogMel.frames(audio.length);
      double largest = -100;
      double[] logs = new double[made.length];
      for (int i = 0; i < made.length; i++) {
        logs[i] = Math.log10(Math.max(1e-10, energy(definition, audio, i / frames, i % frames)));
        largest = Math.max(largest, logs[i]);
      }
      for (int i = 0; i < made.length; i++) {
        double expected = (Math.max(logs[i], largest - 8) + 4) / 4;
        require(Math.abs(expected - made[i]) < 1e-6, "log-mel spectrogram");
      }
    }

    private static double energy(LogMel definition, float[] audio, int mel, int frame) {
      double energy = 0;
      for (int k = 0; k < definition.filters().count()[mel]; k++) {
        double turn = 2 * Math.PI * (definition.filters().first()[mel] + k) / LogMel.WINDOW;
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < LogMel.WINDOW; i++) {
          int at = Math.abs(frame * LogMel.HOP - LogMel.WINDOW / 2 + i);
          double sample = audio[at < audio.length ? at : 2 * audio.length - 2 - at];
          real += sample * definition.window()[i] * Math.cos(turn * i);
          imaginary += sample * definition.window()[i] * Math.sin(turn * i);
        }
        energy +=
            definition.filters().weights()[mel * definition.filters().taps() + k]
                * (real * real + imaginary * imaginary);
      }
      return energy;
    }

    private static void require(boolean right, String what) {
      if (!right) {
        throw new IllegalStateException("the oracle is wrong: " + what);
      }
    }
  }
}
