package io.throughline.telemetry.config;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Names every {@code THROUGHLINE_*} variable of the environment that nothing reads: it is misspelt.
 * What there is to read is not listed anywhere but asked of the beans.
 */
public class KnownSettings implements Extension {

  private static final Logger LOG = Logger.getLogger(KnownSettings.class.getName());
  private static final String OURS = "THROUGHLINE_";

  private final Set<String> known = new HashSet<>(TracingSettings.OWN_NAMES);

  void collect(@Observes ProcessInjectionPoint<?, ?> event) {
    event.getInjectionPoint().getQualifiers().stream()
        .filter(ConfigProperty.class::isInstance)
        .map(qualifier -> variable(((ConfigProperty) qualifier).name()))
        .forEach(known::add);
  }

  void check(@Observes AfterDeploymentValidation event) {
    known.addAll(declaredInServerXml());
    unknown(System.getenv().keySet(), known)
        .forEach(name -> LOG.severe(name + " is no setting of this server; it is ignored"));
  }

  /** The names that the environment has and the server does not, sorted. */
  static List<String> unknown(Set<String> environment, Set<String> known) {
    return environment.stream()
        .filter(name -> name.startsWith(OURS) && !known.contains(name))
        .sorted()
        .toList();
  }

  /** Variables with a default there are settings of the server itself. */
  private static List<String> declaredInServerXml() {
    return StreamSupport.stream(ConfigProvider.getConfig().getConfigSources().spliterator(), false)
        .filter(source -> source.getOrdinal() < ConfigSource.DEFAULT_ORDINAL)
        .flatMap(source -> source.getPropertyNames().stream())
        .map(KnownSettings::variable)
        .toList();
  }

  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
