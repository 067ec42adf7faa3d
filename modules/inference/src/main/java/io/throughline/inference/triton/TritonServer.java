package io.throughline.inference.triton;

import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.control.ListedModel;
import io.throughline.inference.image.ImageJobType;
import io.throughline.inference.remote.ServerFailures;
import io.throughline.inference.remote.ServerUrl;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks the Open Inference Protocol.
 *
 * @param url without a slash at its end
 * @param limit longest that a picture may take there, tries included
 * @param models the model that does each kind of job there; other kinds stay here
 */
record TritonServer(URI url, Duration limit, Map<ImageJobType, String> models) {

  /** What stands in traces and lists for whatever server it is. */
  static final String ID = "triton";

  static final ServerFailures FAILURES = new ServerFailures("the inference server");

  private static final String SETTING = "THROUGHLINE_TRITON_MODELS";
  private static final Pattern MODEL =
      Pattern.compile("\\s*([a-z-]+)\\s*=\\s*([A-Za-z0-9][A-Za-z0-9._-]{0,99})\\s*");

  TritonServer {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException("THROUGHLINE_TRITON_TIMEOUT must be more than nothing");
    }
    models = Map.copyOf(models);
  }

  /**
   * Reads what is configured.
   *
   * @param models as {@code type=model,type=model}
   * @throws IllegalArgumentException if something is wrong; the message names the setting
   */
  static TritonServer of(String url, Optional<String> models, Duration limit) {
    Map<ImageJobType, String> read = new EnumMap<>(ImageJobType.class);
    for (String one : models.orElse("").split(",")) {
      Matcher form = MODEL.matcher(one);
      Optional<ImageJobType> type =
          form.matches() ? ImageJobType.of(form.group(1)) : Optional.empty();
      if (type.isEmpty() || read.put(type.get(), form.group(2)) != null) {
        throw new IllegalArgumentException(
            SETTING
                + " must be like upscale=real-esrgan,enhance=restore, each kind of job once: "
                + ImageJobType.ids().stream().sorted().toList());
      }
    }
    return new TritonServer(
        ServerUrl.of("THROUGHLINE_TRITON_URL", url, "http://host:8000"), limit, read);
  }

  /** What it is asked to do, as configured: whether it can is seen at the first job. */
  List<ListedModel> listed() {
    return models.values().stream()
        .distinct()
        .map(name -> ListedModel.elsewhere(name, ID, PipelineStage.IMAGE.id()).doing(jobs(name)))
        .toList();
  }

  private List<String> jobs(String model) {
    return models.keySet().stream()
        .filter(type -> models.get(type).equals(model))
        .map(ImageJobType::id)
        .sorted()
        .toList();
  }

  URI at(String path) {
    return URI.create(url + path);
  }
}
