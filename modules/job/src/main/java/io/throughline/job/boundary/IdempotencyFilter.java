package io.throughline.job.boundary;

import io.throughline.job.api.IdempotencyKeys;
import io.throughline.job.api.IdempotencyKeys.Reservation;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.JobRequest;
import io.throughline.job.api.SubmissionKey;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Takes the Idempotency-Key before a body is read, and gives it back if no job came of it. */
@Provider
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotent-Replayed";
  private static final String RESERVATION = IdempotencyFilter.class.getName();
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

  @Inject IdempotencyKeys keys;
  @Inject SubmissionKey current;

  @Override
  public void filter(ContainerRequestContext request) {
    String key = request.getHeaderString(HEADER);
    if (key == null || !request.getMethod().equals(HttpMethod.POST)) {
      return;
    }
    if (!KEY.matcher(key).matches()) {
      throw new InvalidRequestException(HEADER, "must be 1 to 255 visible ASCII characters");
    }
    Reservation reservation = keys.reserve(JobRequest.DEFAULT_TENANT, key);
    request.setProperty(RESERVATION, reservation);
    current.hold(reservation);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(RESERVATION) instanceof Reservation reservation) {
      reservation.close();
      if (reservation.replayed()) {
        response.getHeaders().putSingle(REPLAYED, "true");
      }
    }
  }
}
