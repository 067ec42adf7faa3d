package io.throughline.app.it.engine;

import io.throughline.inference.api.DeviceActivity;
import io.throughline.inference.api.DeviceActivity.Kind;
import io.throughline.inference.api.DeviceReport;
import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.ImageEngine;
import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.api.Progress;
import java.util.ArrayList;
import java.util.List;

/** Changes nothing, and says that a graphics card took {@link #KERNELS} steps for it. */
public final class ScriptedCard implements ImageEngine<AutoCloseable> {

  public static final int KERNELS = 203;

  /** Nanoseconds of the first kernel; each takes one more than that before it. */
  public static final int FIRST = 1_000;

  @Override
  public EngineDescription description() {
    return new EngineDescription(
        "scripted-card",
        "1.0",
        "none",
        PipelineStage.IMAGE,
        List.of(),
        "cuda",
        "float32",
        List.of("Does not look."));
  }

  @Override
  public AutoCloseable load() {
    return () -> {};
  }

  @Override
  public Picture process(AutoCloseable model, ImageRequest request, Progress progress) {
    long size = request.picture().samples().length;
    long time = System.nanoTime();
    List<DeviceActivity> activities = new ArrayList<>();
    activities.add(new DeviceActivity(Kind.TO_DEVICE, "", size, "", 0, time, 500));
    for (int i = 0; i < KERNELS; i++) {
      time += 10_000;
      activities.add(new DeviceActivity(Kind.KERNEL, "step", 0, "4x2", 128, time, FIRST + i));
    }
    activities.add(new DeviceActivity(Kind.FROM_DEVICE, "", size, "", 0, time + 10_000, 700));
    progress.device(new DeviceReport("scripted", 0, 3 << 20, 5 << 20, activities));
    return request.picture();
  }
}
