package io.throughline.job.webhook;

import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Answers with the statuses it was given, in turn; 0 refuses the connection. */
final class ScriptedTransport implements WebhookTransport {

  /** Throws what nobody expects. */
  static final int BREAKS = -1;

  /** What was posted. */
  record Posted(String url, Map<String, String> headers, byte[] body) {}

  final List<Posted> posted = new ArrayList<>();
  private final Deque<Integer> statuses = new ArrayDeque<>();

  ScriptedTransport answering(Integer... next) {
    statuses.addAll(List.of(next));
    return this;
  }

  @Override
  public void check(String url) {
    if (url.contains("internal")) {
      throw new InvalidRequestException(Callbacks.FIELD, "is not allowed");
    }
  }

  @Override
  public int post(String url, Map<String, String> headers, byte[] body) throws IOException {
    posted.add(new Posted(url, headers, body));
    int status = statuses.pop();
    if (status == 0) {
      throw new ConnectException("canary");
    }
    if (status == BREAKS) {
      throw new IllegalStateException("canary");
    }
    return status;
  }
}
