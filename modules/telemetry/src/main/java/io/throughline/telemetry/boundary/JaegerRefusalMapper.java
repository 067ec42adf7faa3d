package io.throughline.telemetry.boundary;

import io.throughline.telemetry.store.JaegerAnswer;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Says what is wrong as Jaeger says it, so that jaeger-ui shows it. */
@Provider
public class JaegerRefusalMapper implements ExceptionMapper<JaegerRefusal> {

  @Override
  public Response toResponse(JaegerRefusal refusal) {
    int status = refusal.status();
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(
            refusal.isV3()
                ? JaegerAnswer.errorV3(status, refusal.getMessage())
                : JaegerAnswer.error(status, refusal.getMessage()))
        .build();
  }
}
