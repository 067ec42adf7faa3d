package io.throughline.inference.boundary;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;

/** Recordings come in here, for Dalston's clients and OpenAI's alike. */
@Path("/v1/audio/transcriptions")
@Consumes(MediaType.MULTIPART_FORM_DATA)
public class SubmissionResource {

  @Inject Recordings recordings;

  /** Transcribes a recording: at once as a job, or waiting for the text as OpenAI's API does. */
  @POST
  public void transcribe(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @HeaderParam("Prefer") String prefer,
      @Suspended AsyncResponse response)
      throws Exception {
    recordings.submit(body, contentType, contentLength, prefer, response, false);
  }
}
