package io.throughline.upload.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A multipart form after all of it was read.
 *
 * @param fields text fields in order of arrival, each with all its values (repeatable fields such
 *     as {@code timestamp_granularities[]})
 * @param uploads the files by part name
 */
public record ReceivedForm(Map<String, List<String>> fields, Map<String, Upload> uploads) {

  public ReceivedForm {
    fields = Map.copyOf(fields);
    uploads = Map.copyOf(uploads);
  }

  /** The first non-blank value of a field. */
  public Optional<String> field(String name) {
    return fields.getOrDefault(name, List.of()).stream().filter(v -> !v.isBlank()).findFirst();
  }

  /** The file sent under {@code name}. */
  public Optional<Upload> upload(String name) {
    return Optional.ofNullable(uploads.get(name));
  }
}
