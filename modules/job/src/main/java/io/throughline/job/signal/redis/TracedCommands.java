package io.throughline.job.signal.redis;

import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.util.Locale;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.util.SafeEncoder;

/** Runs Redis commands, each with a span of its own; keys and values are not on it. */
final class TracedCommands implements CommandExecutor {

  private final CommandExecutor delegate;
  private final Telemetry telemetry;
  private final String host;
  private final int port;

  TracedCommands(CommandExecutor delegate, Telemetry telemetry, String host, int port) {
    this.delegate = delegate;
    this.telemetry = telemetry;
    this.host = host;
    this.port = port;
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    String name =
        SafeEncoder.encode(command.getArguments().getCommand().getRaw()).toUpperCase(Locale.ROOT);
    SpanSpec spec =
        SpanSpec.client(name)
            .with("db.system.name", "redis")
            .with("db.operation.name", name)
            .with("server.address", host)
            .with("server.port", port);
    return telemetry.<T, RuntimeException>inSpan(spec, span -> delegate.executeCommand(command));
  }

  @Override
  public void close() throws Exception {
    delegate.close();
  }
}
