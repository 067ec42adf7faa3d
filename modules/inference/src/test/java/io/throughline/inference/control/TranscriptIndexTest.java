package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import io.throughline.job.api.Job;
import io.throughline.job.api.JobState;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.api.SearchIndex;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.TraceCarrier;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TranscriptIndexTest {

  private static final Transcript TRANSCRIPT =
      new Transcript(
          "en",
          4.5,
          List.of(
              new Segment(0, 0.5, 2, "good morning", Optional.of("SPEAKER_00"), List.of()),
              new Segment(1, 2, 4.25, "did you finish", Optional.empty(), List.of())),
          List.of("SPEAKER_00"));

  private final Shelf shelf = new Shelf();
  private final TranscriptIndex index =
      new TranscriptIndex(new ResultIndex(shelf, Telemetry.off()), new OneVideo());

  /** Another module's index, which may be away. */
  private static final class Shelf implements SearchIndex {
    private final List<SearchDocument> documents = new ArrayList<>();
    private RuntimeException failure;

    @Override
    public void put(SearchDocument document) {
      if (failure != null) {
        throw failure;
      }
      documents.add(document);
    }

    @Override
    public boolean remove(DocumentKey key) {
      return documents.removeIf(document -> document.key().equals(key));
    }
  }

  /** Knows one upload. */
  private static final class OneVideo implements Uploads {
    private static final String ID = "video";

    @Override
    public void register(Upload upload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Upload> find(String id) {
      return Optional.of(new Upload(id, "key", 1, "sha", new MediaType("video/mp4", "mp4", "mov")))
          .filter(upload -> id.equals(ID));
    }

    @Override
    public void delete(String id) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void eachUtteranceIsAPassageWithItsTimesAndSpeaker() {
    index.add(job(), TRANSCRIPT);

    assertThat(shelf.documents)
        .containsExactly(
            new SearchDocument(
                new DocumentKey("default", "transcripts", "id"),
                DocumentKind.TRANSCRIPT,
                Optional.empty(),
                Optional.of("/v1/audio/transcriptions/id"),
                Map.of("language", "en", "duration_seconds", "4.500"),
                List.of(
                    new Passage(
                        "good morning", Optional.of(new Moment(0.5, 2, Optional.of("SPEAKER_00")))),
                    new Passage(
                        "did you finish", Optional.of(new Moment(2, 4.25, Optional.empty()))))));
  }

  @Test
  void whatHasAPictureIsAVideo() {
    index.add(job(Optional.of(OneVideo.ID)), TRANSCRIPT);

    assertThat(shelf.documents)
        .extracting(SearchDocument::kind)
        .containsExactly(DocumentKind.VIDEO);
  }

  @Test
  void anIndexThatIsAwayDoesNotFailTheJob() {
    shelf.failure = new IllegalStateException("away");

    index.add(job(), TRANSCRIPT);

    assertThat(shelf.documents).isEmpty();
  }

  @Test
  void anAttemptThatIsStoppedDoesNotComplete() {
    shelf.failure = new CancellationException();

    assertThatThrownBy(() -> index.add(job(), TRANSCRIPT)).isSameAs(shelf.failure);
  }

  @Test
  void aTranscriptThatIsRemovedIsGone() {
    index.add(job(), TRANSCRIPT);

    index.remove(job());

    assertThat(shelf.documents).isEmpty();
  }

  private static Job job() {
    return job(Optional.empty());
  }

  private static Job job(Optional<String> uploadId) {
    return new Job(
        "id",
        SpeechJobType.TRANSCRIPTION.id(),
        JobState.RUNNING,
        "default",
        0,
        "{}",
        uploadId,
        TraceCarrier.empty(),
        "",
        1,
        0,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        -1);
  }
}
