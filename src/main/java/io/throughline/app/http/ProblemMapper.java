package io.throughline.app.http;

import io.throughline.inference.api.LanguageModelException;
import io.throughline.job.api.IdempotencyKeyException;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.api.JobConflictException;
import io.throughline.job.api.JobFailedException;
import io.throughline.job.api.JobQueueFullException;
import io.throughline.search.api.EmbeddingException;
import io.throughline.search.api.InvalidSearchException;
import io.throughline.search.api.RateLimitedException;
import io.throughline.search.api.SearchTimeoutException;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.StorageFullException;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns every exception into problem+json; only what was not foreseen is logged with its stack. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

  private static final int RETRY_SECONDS = 5;

  @Inject Telemetry telemetry;
  @Context UriInfo uri;
  @Context HttpServletRequest request;

  @Override
  public Response toResponse(Throwable failure) {
    Problem problem = problem(failure);
    String requestId = Identification.of(request, Identification.REQUEST_ID);
    if (problem.status() >= 500 && !isKnown(failure)) {
      LOG.log(
          Level.SEVERE,
          "request " + requestId + " failed: " + problem.detail(),
          LoggedFailure.of(failure));
      telemetry.recordFailure(failure);
    }
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .entity(
                problem
                    .json(
                        "/" + uri.getPath().replaceFirst("^/", ""),
                        requestId,
                        Identification.of(request, Identification.TRACE_ID))
                    .toString());
    if (failure instanceof JobQueueFullException full) {
      response.header("Retry-After", full.retryAfter().toSeconds());
    } else if (failure instanceof RateLimitedException limited) {
      response.header("Retry-After", limited.retryAfter().toSeconds());
      limited.limit().fields().forEach(response::header);
    } else if (problem.status() == 503) {
      response.header("Retry-After", RETRY_SECONDS);
    }
    if (problem.status() == 408 || problem.status() == 413) {
      // The rest of the body was not read; the connection cannot be used again.
      response.header("Connection", "close");
    }
    return response.build();
  }

  /** Somebody else's outage is in the log once, not with every request. */
  private static boolean isKnown(Throwable failure) {
    return failure instanceof JobQueueFullException || failure instanceof LanguageModelException;
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof MediaRejectedException rejected) {
      return new Problem(
          rejected.reason().type(),
          title(rejected.reason().name()),
          rejected.reason().status(),
          rejected.getMessage(),
          rejected.field());
    }
    if (failure instanceof InvalidRequestException invalid) {
      return invalidField(invalid.field(), invalid.getMessage());
    }
    if (failure instanceof InvalidSearchException invalid) {
      return invalidField(invalid.field(), invalid.getMessage());
    }
    if (failure instanceof RateLimitedException limited) {
      return new Problem("rate-limited", "Rate limited", 429, limited.getMessage(), null);
    }
    if (failure instanceof SearchTimeoutException late) {
      return new Problem("search-timeout", "Search timeout", 504, late.getMessage(), null);
    }
    if (failure instanceof LanguageModelException model) {
      return languageModel(model);
    }
    if (failure instanceof EmbeddingException model) {
      return new Problem("model-unavailable", "Model unavailable", 503, model.getMessage(), null);
    }
    if (failure instanceof JobConflictException conflict) {
      return new Problem("job-conflict", "Job conflict", 409, conflict.getMessage(), null);
    }
    if (failure instanceof JobFailedException failed) {
      return jobFailed(failed);
    }
    if (failure instanceof IdempotencyKeyException key) {
      return key.reason() == IdempotencyKeyException.Reason.IN_USE
          ? new Problem("idempotency-key-in-use", "Key in use", 409, key.getMessage(), null)
          : new Problem("idempotency-key-reused", "Key reused", 422, key.getMessage(), null);
    }
    if (failure instanceof JobQueueFullException full) {
      return new Problem("queue-full", "Queue full", 503, full.getMessage(), null);
    }
    if (failure instanceof StorageFullException) {
      return new Problem(
          "storage-full", "Storage full", 507, "the server has no room for this upload", null);
    }
    Optional<Problem> outage = Outage.in(failure);
    if (outage.isPresent()) {
      return outage.get();
    }
    if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return http(web);
    }
    return new Problem(
        "internal-error",
        "Internal error",
        500,
        "the server could not handle this request; its log has the request id",
        null);
  }

  private static Problem languageModel(LanguageModelException failure) {
    return switch (failure.reason()) {
      case UNAVAILABLE ->
          new Problem("model-unavailable", "Model unavailable", 503, failure.getMessage(), null);
      case REFUSED ->
          new Problem("model-refused", "Model refused", 400, failure.getMessage(), null);
      case BROKEN -> new Problem("model-broken", "Model broken", 502, failure.getMessage(), null);
    };
  }

  private static Problem invalidField(String field, String message) {
    return new Problem("invalid-field", "Invalid field", 422, field + " " + message, field);
  }

  private static Problem jobFailed(JobFailedException failed) {
    boolean media =
        failed
            .job()
            .error()
            .filter(e -> e.type().equals(MediaRejectedException.class.getName()))
            .isPresent();
    return new Problem(
        "job-" + failed.job().state().id(),
        "Job " + failed.job().state().id(),
        media ? 422 : 500,
        failed.getMessage() + "; see /v1/audio/transcriptions/" + failed.job().id(),
        null);
  }

  private static Problem http(WebApplicationException web) {
    Response.StatusType status = web.getResponse().getStatusInfo();
    String phrase = status.getReasonPhrase();
    // Messages of the JAX-RS runtime may quote the request; ours end without a stop and say no
    // values.
    boolean ours =
        web.getStackTrace().length > 0
            && web.getStackTrace()[0].getClassName().startsWith("io.throughline.");
    return new Problem(
        phrase.toLowerCase(Locale.ROOT).replace(' ', '-'),
        phrase,
        status.getStatusCode(),
        ours ? web.getMessage() : phrase,
        null);
  }

  private static String title(String constant) {
    String words = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
