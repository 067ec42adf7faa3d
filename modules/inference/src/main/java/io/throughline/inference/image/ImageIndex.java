package io.throughline.inference.image;

import io.throughline.inference.control.ResultIndex;
import io.throughline.job.api.Job;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes pictures findable by what is known about them. Thread-safe. */
final class ImageIndex {

  private static final String COLLECTION = "images";

  private final ResultIndex index;
  private final Uploads uploads;

  ImageIndex(ResultIndex index, Uploads uploads) {
    this.index = index;
    this.uploads = uploads;
  }

  /** Puts the picture of a job into the index; without success it is a span and a line. */
  void add(Job job, ImageParameters parameters) {
    index.add(job, () -> document(job, parameters));
  }

  /** Takes the picture of a job out of the index, if it is there. */
  void remove(Job job) {
    index.remove(key(job));
  }

  static DocumentKey key(Job job) {
    return new DocumentKey(job.tenant(), COLLECTION, job.id());
  }

  SearchDocument document(Job job, ImageParameters parameters) {
    Optional<Upload> upload = job.uploadId().flatMap(uploads::find);
    int width = parameters.source().uprightWidth();
    int height = parameters.source().uprightHeight();
    String format =
        upload.map(u -> u.type().extension().toUpperCase(Locale.ROOT)).orElse("unknown");
    List<Passage> passages = new ArrayList<>();
    parameters.caption().map(Passage::of).ifPresent(passages::add);
    passages.add(
        Passage.of(
            String.format(
                Locale.ROOT, "%s picture, %d x %d pixels, %s", format, width, height, job.type())));
    return new SearchDocument(
        key(job),
        DocumentKind.IMAGE,
        parameters.caption(),
        Optional.of("/api/v1/jobs/" + job.id()),
        Map.of(
            "type", upload.map(u -> u.type().mimeType()).orElse(""),
            "width", Integer.toString(width),
            "height", Integer.toString(height),
            "size_bytes", upload.map(u -> Long.toString(u.size())).orElse("")),
        passages);
  }
}
