/**
 * Finds the nearest passages by comparing all of them, where a device is there that does so.
 *
 * <p>Allowed dependencies: search.control, search.api, telemetry.api.
 */
package io.throughline.search.store.scan;
