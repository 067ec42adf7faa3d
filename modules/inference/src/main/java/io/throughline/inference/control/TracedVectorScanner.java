package io.throughline.inference.control;

import io.throughline.inference.api.DeviceReport;
import io.throughline.inference.api.Progress;
import io.throughline.inference.engine.gpu.Gpu;
import io.throughline.inference.engine.gpu.GpuVectorScanner;
import io.throughline.search.api.VectorScanException;
import io.throughline.search.api.VectorScanner;
import io.throughline.telemetry.api.Telemetry;
import java.util.List;
import java.util.function.Consumer;

/** Tables on a graphics card that wait their turn like engines, and are in the trace like them. */
final class TracedVectorScanner implements VectorScanner {

  private final Gpu gpu;
  private final DeviceWork work;
  private final Telemetry telemetry;

  TracedVectorScanner(Gpu gpu, DeviceWork work, Telemetry telemetry) {
    this.gpu = gpu;
    this.work = work;
    this.telemetry = telemetry;
  }

  @Override
  public Table open(int dimensions) {
    return new TracedTable(dimensions);
  }

  private final class TracedTable implements Table {

    private final Table table;

    /** Where what the card says of the present call goes. */
    private volatile Consumer<DeviceReport> present = report -> {};

    TracedTable(int dimensions) {
      this.table = new GpuVectorScanner(gpu, report -> present.accept(report)).open(dimensions);
    }

    @Override
    public void append(List<float[]> rows) throws InterruptedException {
      this.<Void>onCard(
          () -> {
            table.append(rows);
            return null;
          });
    }

    @Override
    public void remove(int row) throws InterruptedException {
      this.<Void>onCard(
          () -> {
            table.remove(row);
            return null;
          });
    }

    @Override
    public List<Match> best(float[] query, int limit) throws InterruptedException {
      return onCard(() -> table.best(query, limit));
    }

    private <T> T onCard(Step<T> step) throws InterruptedException {
      try {
        return work.onCard(
            Progress.none(),
            telemetry.current(),
            progress -> {
              present = progress::device;
              return step.done();
            });
      } catch (InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new VectorScanException("the graphics card cannot keep or compare vectors", e);
      }
    }

    @Override
    public void close() {
      table.close();
    }
  }

  private interface Step<T> {
    T done() throws InterruptedException;
  }
}
