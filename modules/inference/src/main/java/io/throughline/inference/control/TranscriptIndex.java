package io.throughline.inference.control;

import io.throughline.inference.api.Transcript;
import io.throughline.job.api.Job;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.upload.api.Uploads;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes what was said findable, utterance by utterance. Thread-safe. */
final class TranscriptIndex {

  private static final String COLLECTION = "transcripts";
  private static final String VIDEO = "video/";

  private final ResultIndex index;
  private final Uploads uploads;

  TranscriptIndex(ResultIndex index, Uploads uploads) {
    this.index = index;
    this.uploads = uploads;
  }

  /**
   * Puts a transcript into the index; without success it is a span that failed and a line.
   *
   * @throws java.util.concurrent.CancellationException if the attempt is being stopped
   */
  void add(Job job, Transcript transcript) {
    index.add(job, () -> document(job, transcript));
  }

  /** Takes the transcript of a job out of the index, if it is there. */
  void remove(Job job) {
    index.remove(key(job));
  }

  static DocumentKey key(Job job) {
    return new DocumentKey(job.tenant(), COLLECTION, job.id());
  }

  SearchDocument document(Job job, Transcript transcript) {
    return new SearchDocument(
        key(job),
        kind(job),
        Optional.empty(),
        SpeechJobType.of(job.type()).map(type -> type.resultPath() + job.id()),
        Map.of(
            "language",
            transcript.language(),
            "duration_seconds",
            String.format(Locale.ROOT, "%.3f", transcript.duration())),
        passages(transcript));
  }

  private DocumentKind kind(Job job) {
    return job.uploadId()
        .flatMap(uploads::find)
        .filter(upload -> upload.type().mimeType().startsWith(VIDEO))
        .map(upload -> DocumentKind.VIDEO)
        .orElse(DocumentKind.TRANSCRIPT);
  }

  private static List<Passage> passages(Transcript transcript) {
    return transcript.segments().stream()
        .map(
            segment ->
                new Passage(
                    segment.text(),
                    Optional.of(new Moment(segment.start(), segment.end(), segment.speaker()))))
        .toList();
  }
}
