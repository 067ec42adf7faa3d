package io.throughline.inference.image;

import io.throughline.inference.api.ImageRequest;
import io.throughline.inference.api.Picture;
import io.throughline.inference.control.JobFiles;
import io.throughline.inference.control.ResultKeys;
import io.throughline.job.api.StageContext;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.ImageCodec;
import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What each stage of a picture job does. Thread-safe. */
final class ImageStages {

  static final String DECODE = "decode";
  static final String PROCESS = "process";
  static final String ENCODE = "encode";
  static final String STORE = "store";
  static final String INDEX = "index";

  private final ImageWorker worker;
  private final PixelMemory memory;
  private final Telemetry telemetry;
  private final JobFiles files;
  private final ObjectStorage storage;
  private final ImageCodec codec;
  private final ImageIndex index;

  ImageStages(
      ImageWorker worker,
      PixelMemory memory,
      Telemetry telemetry,
      JobFiles files,
      ObjectStorage storage,
      ImageCodec codec,
      ImageIndex index) {
    this.worker = worker;
    this.memory = memory;
    this.telemetry = telemetry;
    this.files = files;
    this.storage = storage;
    this.codec = codec;
    this.index = index;
  }

  /** Fetches the picture and decodes it; the output is the file of pixels. */
  String decode(StageContext context, ImageParameters parameters) throws Exception {
    Upload upload = files.upload(context.job());
    Path pixels = context.workDirectory().resolve("decoded");
    ImageProperties source = parameters.source();
    try (ObjectStorage.LocalCopy file = storage.download(upload.storageKey())) {
      return telemetry.<String, Exception>inSpan(
          SpanSpec.internal("image.decode")
              .with("image.format", upload.type().extension())
              .with("image.width", source.uprightWidth())
              .with("image.height", source.uprightHeight()),
          span -> {
            codec.decode(file.path(), upload.type(), source, pixels);
            return pixels.toString();
          });
    }
  }

  /** Applies the operation; the output is the file of pixels. */
  String process(StageContext context, ImageParameters parameters) throws Exception {
    return memory.with(bytes(parameters), () -> worked(context, parameters));
  }

  /** The picture, what is between, and the result. */
  private static long bytes(ImageParameters parameters) {
    int channels = parameters.source().hasAlpha() ? 4 : 3;
    return 2 * channels * (parameters.source().pixels() + parameters.resultPixels());
  }

  private String worked(StageContext context, ImageParameters parameters) throws Exception {
    ImageProperties source = parameters.source();
    byte[] samples = Files.readAllBytes(Path.of(context.output(DECODE)));
    Picture picture =
        new Picture(
            source.uprightWidth(), source.uprightHeight(), source.hasAlpha() ? 4 : 3, samples);
    Picture made =
        worker.work(
            ImageJobType.of(context.job()),
            new ImageRequest(picture, parameters.operation()),
            context.job().priority(),
            context::progress);
    Path pixels = context.workDirectory().resolve("made");
    Files.write(pixels, made.samples());
    return pixels + "|" + made.width() + "|" + made.height() + "|" + made.hasAlpha();
  }

  /** Encodes what was made; the output is the encoded file. */
  String encode(StageContext context, ImageParameters parameters) throws Exception {
    String[] made = context.output(PROCESS).split("\\|");
    int width = Integer.parseInt(made[1]);
    int height = Integer.parseInt(made[2]);
    Path file = context.workDirectory().resolve("encoded");
    return telemetry.<String, Exception>inSpan(
        SpanSpec.internal("image.encode")
            .with("image.format", parameters.encoding().format().extension())
            .with("image.width", width)
            .with("image.height", height),
        span -> {
          codec.encode(
              Path.of(made[0]),
              width,
              height,
              Boolean.parseBoolean(made[3]),
              parameters.encoding(),
              file);
          span.set("file.size_bytes", Files.size(file));
          return file.toString();
        });
  }

  /** Puts the encoded file into object storage; the output is its key. */
  String store(StageContext context, ImageParameters parameters) throws IOException {
    String key = ResultKeys.of(context.job(), parameters.encoding().format().extension());
    try (InputStream file = Files.newInputStream(Path.of(context.output(ENCODE)))) {
      storage.put(key, file);
    }
    return key;
  }

  /** Makes the picture findable; the output is the key of the result. */
  String index(StageContext context, ImageParameters parameters) {
    index.add(context.job(), parameters);
    return context.output(STORE);
  }
}
