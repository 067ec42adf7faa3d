package io.throughline.inference.boundary.whisperx;

import io.throughline.inference.control.SpeechJobType;
import io.throughline.inference.control.SpeechParameters.Given;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text, words and speakers of a recording that the server fetches itself. */
@Path("/speech-to-text-url")
@Produces(MediaType.APPLICATION_JSON)
public class SpeechToTextUrlResource {

  private static final int MAX_URL = 8192;

  @Inject TaskSubmission tasks;

  /** The URL in an ordinary form. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public JsonObject form(@FormParam("url") String url, @BeanParam WhisperXParameters query)
      throws Exception {
    return submit(url, query);
  }

  /** The URL in a multipart form. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public JsonObject multipart(List<EntityPart> parts, @BeanParam WhisperXParameters query)
      throws Exception {
    return submit(url(parts), query);
  }

  private JsonObject submit(String url, WhisperXParameters query) throws Exception {
    return tasks.submitUrl(
        SpeechJobType.FULL_PROCESS,
        url,
        query,
        audio -> query.parameters(audio, true, true, Given.nothing()));
  }

  private static String url(List<EntityPart> parts) throws IOException {
    for (EntityPart part : parts) {
      if ("url".equals(part.getName())) {
        return new String(part.getContent().readNBytes(MAX_URL), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
