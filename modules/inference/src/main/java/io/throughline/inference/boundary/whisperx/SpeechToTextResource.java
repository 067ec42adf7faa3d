package io.throughline.inference.boundary.whisperx;

import io.throughline.inference.control.SpeechJobType;
import io.throughline.inference.control.SpeechParameters.Given;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Set;

/**
 * Submitting recordings as WhisperX-FastAPI does: every call answers with the identifier of a task.
 */
@Path("/")
@Consumes(MediaType.MULTIPART_FORM_DATA)
@Produces(MediaType.APPLICATION_JSON)
public class SpeechToTextResource {

  @Inject TaskSubmission tasks;

  /** Text, words and speakers of a recording. */
  @POST
  @Path("speech-to-text")
  public JsonObject speechToText(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @BeanParam WhisperXParameters query)
      throws Exception {
    return tasks.submit(
        SpeechJobType.FULL_PROCESS,
        new TaskSubmission.Body(body, contentType, contentLength, Set.of()),
        query,
        (form, audio) -> query.parameters(audio, true, true, Given.nothing()));
  }

  /** Text of a recording, by segments. */
  @POST
  @Path("service/transcribe")
  public JsonObject transcribe(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @BeanParam WhisperXParameters query)
      throws Exception {
    return tasks.submit(
        SpeechJobType.TRANSCRIPTION,
        new TaskSubmission.Body(body, contentType, contentLength, Set.of()),
        query,
        (form, audio) -> query.parameters(audio, false, false, Given.nothing()));
  }

  /** Times for the words of a transcript sent along as a JSON file. */
  @POST
  @Path("service/align")
  public JsonObject align(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @BeanParam WhisperXParameters query)
      throws Exception {
    return tasks.submit(
        SpeechJobType.ALIGNMENT,
        new TaskSubmission.Body(body, contentType, contentLength, Set.of("transcript")),
        query,
        (form, audio) ->
            query.parameters(audio, true, false, GivenDocuments.transcript(form, "transcript")));
  }

  /** Who speaks when. */
  @POST
  @Path("service/diarize")
  public JsonObject diarize(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @BeanParam WhisperXParameters query)
      throws Exception {
    return tasks.submit(
        SpeechJobType.DIARIZATION,
        new TaskSubmission.Body(body, contentType, contentLength, Set.of()),
        query,
        (form, audio) -> query.parameters(audio, false, true, Given.nothing()));
  }

  /** Speakers for an aligned transcript; both come as JSON files, no recording is needed. */
  @POST
  @Path("service/combine")
  public JsonObject combine(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @BeanParam WhisperXParameters query)
      throws Exception {
    return tasks.submitDocuments(
        SpeechJobType.COMBINE,
        new TaskSubmission.Body(
            body, contentType, contentLength, Set.of("aligned_transcript", "diarization_result")),
        query,
        form -> query.parameters(GivenDocuments.duration(form), GivenDocuments.both(form)));
  }
}
