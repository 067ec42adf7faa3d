package io.throughline.app.it.browser;

import io.throughline.app.it.ServerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link Page} of their own; without a browser they are skipped, and it says so. */
public final class WithBrowser implements ExecutionCondition, ParameterResolver {

  private static final String MISSING =
      "No Chromium here: the tests of the trace page are skipped (apt-get install chromium)";
  private static final Path SPOKEN = ServerFiles.repository().resolve("samples/meeting.wav");
  private static final AtomicBoolean SAID = new AtomicBoolean();

  /** The one browser of the run. */
  private static final class Shared implements AutoCloseable {
    private final Path profile = Files.createTempDirectory("throughline-browser");
    private final Chromium browser = Chromium.start(profile, SPOKEN);

    Shared() throws IOException {}

    static Shared start() {
      try {
        return new Shared();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      browser.close();
      try (Stream<Path> files = Files.walk(profile)) {
        // What the dying browser still holds stays; the directory is a temporary one.
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.find().isPresent()) {
      return ConditionEvaluationResult.enabled("there is a browser");
    }
    if (SAID.compareAndSet(false, true)) {
      System.err.println(MISSING);
    }
    return ConditionEvaluationResult.disabled(MISSING);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Page.class;
  }

  @Override
  public Page resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Namespace name = ExtensionContext.Namespace.create(WithBrowser.class);
    Store run = context.getRoot().getStore(name);
    Shared shared = run.getOrComputeIfAbsent(Shared.class, type -> Shared.start(), Shared.class);
    try {
      Page page = shared.browser.page();
      context.getStore(name).put(page, page);
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
