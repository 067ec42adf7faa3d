package io.throughline.inference.control;

import io.throughline.inference.api.Transcript;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobFilter;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentSource;
import io.throughline.search.api.SearchDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Every transcript of a completed job. Thread-safe. */
final class TranscriptSource implements DocumentSource {

  private static final int PAGE = 100;

  private static final Set<String> TYPES =
      Set.of(SpeechJobType.TRANSCRIPTION.id(), SpeechJobType.FULL_PROCESS.id());

  private final Jobs jobs;
  private final TranscriptStore transcripts;
  private final TranscriptIndex index;

  TranscriptSource(Jobs jobs, TranscriptStore transcripts, TranscriptIndex index) {
    this.jobs = jobs;
    this.transcripts = transcripts;
    this.index = index;
  }

  @Override
  public void forEach(BiConsumer<DocumentKey, Supplier<Optional<SearchDocument>>> taker) {
    List<Job> page;
    int offset = 0;
    do {
      page = jobs.list(new JobFilter(TYPES, Optional.of(JobState.COMPLETED), offset, PAGE)).jobs();
      page.forEach(job -> taker.accept(TranscriptIndex.key(job), () -> document(job.id())));
      offset += page.size();
    } while (page.size() == PAGE);
  }

  /** Of the job as it is now: it may have been deleted since it was listed. */
  private Optional<SearchDocument> document(String jobId) {
    return jobs.find(jobId)
        .filter(job -> job.state() == JobState.COMPLETED)
        .map(job -> index.document(job, transcript(job)));
  }

  private Transcript transcript(Job job) {
    try {
      return transcripts.of(job);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
