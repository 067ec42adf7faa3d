package io.throughline.inference.image;

import io.throughline.inference.control.CompletedJobs;
import io.throughline.job.api.Job;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentSource;
import io.throughline.search.api.SearchDocument;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The picture of every completed job. Thread-safe. */
final class ImageSource implements DocumentSource {

  private final CompletedJobs jobs;
  private final ImageIndex index;

  ImageSource(CompletedJobs jobs, ImageIndex index) {
    this.jobs = jobs;
    this.index = index;
  }

  @Override
  public void forEach(BiConsumer<DocumentKey, Supplier<Optional<SearchDocument>>> taker) {
    jobs.forEach(
        job -> taker.accept(ImageIndex.key(job), () -> jobs.now(job.id()).map(this::document)));
  }

  private SearchDocument document(Job job) {
    return index.document(job, ImageParameters.of(job));
  }
}
