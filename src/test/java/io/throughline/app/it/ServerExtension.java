package io.throughline.app.it;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.engine.EngineJar;
import java.io.IOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Starts the server that {@link OnServer} asks for and stops it when a class wants another. */
final class ServerExtension implements ParameterResolver, TestWatcher {

  static final long SMALL_UPLOAD = 1_000_000;
  static final String JAEGER = "https://jaeger.example/ui";

  /** As long as a restart, so that tests need not wait for what a killed server left. */
  private static final String LEASE = "PT10S";

  /** The one server that runs. */
  private static final class Current implements AutoCloseable {
    private Flavour flavour;
    private LibertyServer server;

    synchronized LibertyServer of(Flavour wanted) throws IOException, InterruptedException {
      if (wanted != flavour) {
        close();
        flavour = wanted;
        server = layOut(wanted);
        server.start();
      }
      return server;
    }

    @Override
    public synchronized void close() {
      if (server != null) {
        server.close();
      }
      server = null;
      flavour = null;
    }
  }

  private static LibertyServer layOut(Flavour flavour) throws IOException {
    return switch (flavour) {
      case STANDARD -> new LibertyServer("standard");
      case SCRIPTED -> scripted("scripted");
      case UNTRACED ->
          scripted("untraced")
              .with("tracing", "off")
              .with("log.console.format", "json")
              .with("log.console.level", "INFO");
    };
  }

  static LibertyServer scripted(String name) throws IOException {
    LibertyServer server =
        new LibertyServer(name)
            .with("throughline.speech.transcription-engine", "scripted")
            .with("throughline.upload.max-bytes", Long.toString(SMALL_UPLOAD))
            .with("throughline.jaeger.ui-url", JAEGER)
            .with("throughline.job.lease", LEASE)
            .with("http.read-timeout", "4s")
            .with("throughline.realtime.max-sessions", "2")
            .with("throughline.realtime.lag-warning", "PT0.3S")
            .with("throughline.realtime.lag-limit", "PT0.6S");
    EngineJar.write(
        ServerFiles.built("classes"),
        server.configuration().resolve("engines/scripted-engine.jar"));
    return server;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LibertyServer.class;
  }

  @Override
  public LibertyServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Flavour wanted = context.getRequiredTestClass().getAnnotation(OnServer.class).value();
    try {
      return current(context).of(wanted);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    LibertyServer server = current(context).server;
    if (server != null) {
      System.err.println(context.getDisplayName() + " failed; the server's log ends with:");
      System.err.println(server.logTail());
    }
  }

  private static Current current(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(ServerExtension.class))
        .getOrComputeIfAbsent(Current.class, type -> new Current(), Current.class);
  }
}
