package io.throughline.inference.control;

import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.FinishedUploads;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.UrlReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes a form with a recording: receives it, looks into it, and hands it on. What was stored stays
 * only if a job takes it over.
 */
public final class AudioIntake {

  private static final String FILE = "file";
  private static final String URL = "audio_url";
  private static final String UPLOAD = "upload_id";

  private final FormReceiver receiver;
  private final UrlReceiver urls;
  private final FinishedUploads uploads;
  private final ObjectStorage storage;
  private final AudioDecoder decoder;
  private final Telemetry telemetry;

  AudioIntake(
      FormReceiver receiver,
      UrlReceiver urls,
      FinishedUploads uploads,
      ObjectStorage storage,
      AudioDecoder decoder,
      Telemetry telemetry) {
    this.receiver = receiver;
    this.urls = urls;
    this.uploads = uploads;
    this.storage = storage;
    this.decoder = decoder;
    this.telemetry = telemetry;
  }

  /** What is done with a good recording, which goes away again unless it is taken over. */
  @FunctionalInterface
  public interface Use<T> {
    T with(ReceivedForm form, ReceivedFile recording, AudioProperties properties) throws Exception;
  }

  /**
   * Receives a form and calls {@code use} with its recording: sent along, fetched from {@code
   * audio_url}, or uploaded before as {@code upload_id}.
   *
   * @param contentType with the boundary
   * @param contentLength declared bytes, where declared
   * @param documents parts that hold small text files, see {@link FormParts}
   * @throws MediaRejectedException if the form or the recording is not acceptable
   */
  public <T> T take(
      InputStream body,
      String contentType,
      OptionalLong contentLength,
      Set<String> documents,
      Use<T> use)
      throws Exception {
    ReceivedForm form =
        receiver.receive(body, contentType, contentLength, new FormParts(Set.of(FILE), documents));
    try (ReceivedFiles files = new ReceivedFiles(storage)) {
      Optional<ReceivedFile> sent = form.upload(FILE).map(files::add);
      ReceivedFile recording = recording(form, sent, files);
      return use.with(form, recording, look(recording.upload()));
    }
  }

  /**
   * Fetches a recording from {@code url} and calls {@code use} with it and an empty form.
   *
   * @throws MediaRejectedException if the URL or the recording is not acceptable
   */
  public <T> T fetch(String url, Use<T> use) throws Exception {
    ReceivedForm form = new ReceivedForm(Map.of(), Map.of());
    try (ReceivedFiles files = new ReceivedFiles(storage)) {
      ReceivedFile recording = files.add(urls.receive(uri(url, "url")));
      return use.with(form, recording, look(recording.upload()));
    }
  }

  private ReceivedFile recording(
      ReceivedForm form, Optional<ReceivedFile> sent, ReceivedFiles files)
      throws MediaRejectedException, IOException, InterruptedException {
    Optional<String> url = form.field(URL);
    Optional<String> upload = form.field(UPLOAD);
    if (Stream.of(sent, url, upload).filter(Optional::isPresent).count() != 1) {
      throw new MediaRejectedException(
          Reason.MISSING_FILE,
          FILE,
          "send one of: a part named file, a field audio_url, a field upload_id");
    }
    if (sent.isPresent()) {
      return sent.get();
    }
    return files.add(
        url.isPresent()
            ? urls.receive(uri(url.get(), URL))
            : uploads.receive(upload.orElseThrow().strip()));
  }

  private static URI uri(String text, String field) throws MediaRejectedException {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new MediaRejectedException(Reason.URL_NOT_ALLOWED, field, "the URL is malformed");
    }
  }

  private AudioProperties look(Upload recording) throws Exception {
    return telemetry.<AudioProperties, Exception>inSpan(
        SpanSpec.internal("audio.load_and_validate"),
        span -> {
          try (ObjectStorage.LocalCopy copy = storage.download(recording.storageKey())) {
            AudioProperties found = decoder.probe(copy.path(), recording.type());
            span.set("audio.duration_seconds", found.duration());
            span.set("audio.codec", found.codec());
            span.set("audio.channels", found.channels());
            span.set("audio.sample_rate", found.sampleRate());
            return found;
          }
        });
  }
}
