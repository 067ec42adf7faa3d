package io.throughline.app.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a class's tests on a server, which comes as a parameter of type {@link LibertyServer}.
 * Classes that name the same server share it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServerExtension.class)
@interface OnServer {

  Flavour value();

  /** The servers there are. */
  enum Flavour {
    /** As it comes: the engines in the WAR, no setting changed. */
    STANDARD,
    /** With a scripted engine from a jar, and small limits. */
    SCRIPTED,
    /** Like {@link #SCRIPTED}, with tracing off and JSON on the console. */
    UNTRACED
  }
}
