package io.throughline.inference.control;

import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.AudioDecoder;
import io.throughline.upload.api.AudioProperties;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes a form with a recording: receives it, looks into it, and hands it on. Whatever goes wrong
 * on the way, nothing that was stored stays behind.
 */
public final class AudioIntake {

  private static final Logger LOG = Logger.getLogger(AudioIntake.class.getName());

  /** Name of the form part that holds the recording. */
  public static final String FILE = "file";

  private final FormReceiver receiver;
  private final ObjectStorage storage;
  private final AudioDecoder decoder;
  private final Telemetry telemetry;

  AudioIntake(
      FormReceiver receiver, ObjectStorage storage, AudioDecoder decoder, Telemetry telemetry) {
    this.receiver = receiver;
    this.storage = storage;
    this.decoder = decoder;
    this.telemetry = telemetry;
  }

  /** What is done with a good recording; whatever it throws makes the recording go away again. */
  @FunctionalInterface
  public interface Use<T> {
    T with(ReceivedForm form, Upload recording, AudioProperties properties) throws Exception;
  }

  /**
   * Receives a form and calls {@code use} with its recording.
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
    boolean used = false;
    try {
      Upload recording =
          form.upload(FILE)
              .orElseThrow(
                  () ->
                      new MediaRejectedException(
                          Reason.MISSING_FILE, FILE, "the form has no part named file"));
      T result = use.with(form, recording, look(recording));
      used = true;
      return result;
    } finally {
      if (!used) {
        form.uploads().values().forEach(this::remove);
      }
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

  private void remove(Upload upload) {
    try {
      storage.delete(upload.storageKey());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a refused upload stays behind until the orphan sweep", e);
    }
  }
}
