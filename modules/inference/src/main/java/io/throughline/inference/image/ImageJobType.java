package io.throughline.inference.image;

import io.throughline.job.api.Job;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of picture jobs, named as in {@code process_job.{type}}. */
public enum ImageJobType {
  UPSCALE("upscale"),
  ENHANCE("enhance"),
  STYLE_COMIC("style-comic"),
  STYLE_AGED("style-aged"),
  BACKGROUND_REMOVE("background-remove");

  private final String id;

  ImageJobType(String id) {
    this.id = id;
  }

  /** Type in the job row. */
  public String id() {
    return id;
  }

  /** The kind with that id. */
  public static Optional<ImageJobType> of(String id) {
    return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
  }

  /** The kind of a picture job. */
  static ImageJobType of(Job job) {
    return of(job.type())
        .orElseThrow(() -> new IllegalArgumentException("not a picture job: " + job.type()));
  }

  /** All ids. */
  public static Set<String> ids() {
    return Arrays.stream(values()).map(ImageJobType::id).collect(Collectors.toUnmodifiableSet());
  }
}
