/**
 * The WAR's own code: the composition root that joins the modules, the REST application, one error
 * format, and what every answer carries.
 *
 * <p>Allowed dependencies: every module's {@code api}, and the constructors of their cores.
 */
package io.throughline.app;
