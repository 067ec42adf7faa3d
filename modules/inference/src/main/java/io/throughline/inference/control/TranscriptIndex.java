package io.throughline.inference.control;

import io.throughline.inference.api.Transcript;
import io.throughline.job.api.Job;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.api.SearchIndex;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.Uploads;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes what was said findable, utterance by utterance. Thread-safe. */
final class TranscriptIndex {

  private static final Logger LOG = Logger.getLogger(TranscriptIndex.class.getName());
  private static final String COLLECTION = "transcripts";
  private static final String VIDEO = "video/";

  private final SearchIndex index;
  private final Uploads uploads;
  private final Telemetry telemetry;

  TranscriptIndex(SearchIndex index, Uploads uploads, Telemetry telemetry) {
    this.index = index;
    this.uploads = uploads;
    this.telemetry = telemetry;
  }

  /**
   * Puts a transcript into the index; without success it is a span that failed and a line.
   *
   * @throws CancellationException if the attempt is being stopped
   */
  void add(Job job, Transcript transcript) {
    try {
      telemetry.<Void, RuntimeException>inSpan(
          SpanSpec.internal("search.index"),
          span -> {
            index.put(document(job, transcript));
            span.set("search.documents_count", 1);
            return null;
          });
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "job "
              + job.id()
              + " completes, but its transcript cannot be found until POST"
              + " /api/admin/search/reindex",
          LoggedFailure.of(e));
    }
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
