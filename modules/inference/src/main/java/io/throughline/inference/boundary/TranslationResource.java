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

/** Recordings to be translated to English come in here, as in OpenAI's audio API. */
@Path("/v1/audio/translations")
@Consumes(MediaType.MULTIPART_FORM_DATA)
public class TranslationResource {

  @Inject Recordings recordings;

  /** Transcribes a recording and translates it to English. */
  @POST
  public void translate(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long contentLength,
      @HeaderParam("Prefer") String prefer,
      @Suspended AsyncResponse response)
      throws Exception {
    recordings.submit(body, contentType, contentLength, prefer, response, true);
  }
}
