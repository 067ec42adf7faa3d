package io.throughline.inference.control;

import io.throughline.job.api.Job;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentSource;
import io.throughline.search.api.SearchDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Every transcript of a completed job. Thread-safe. */
final class TranscriptSource implements DocumentSource {

  static final Set<String> TYPES =
      Set.of(SpeechJobType.TRANSCRIPTION.id(), SpeechJobType.FULL_PROCESS.id());

  private final CompletedJobs jobs;
  private final TranscriptStore transcripts;
  private final TranscriptIndex index;

  TranscriptSource(CompletedJobs jobs, TranscriptStore transcripts, TranscriptIndex index) {
    this.jobs = jobs;
    this.transcripts = transcripts;
    this.index = index;
  }

  @Override
  public void forEach(BiConsumer<DocumentKey, Supplier<Optional<SearchDocument>>> taker) {
    jobs.forEach(
        job ->
            taker.accept(TranscriptIndex.key(job), () -> jobs.now(job.id()).map(this::document)));
  }

  private SearchDocument document(Job job) {
    try {
      return index.document(job, transcripts.of(job));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
