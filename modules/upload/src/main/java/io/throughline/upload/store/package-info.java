/**
 * What every object store shares: its keys and its spans.
 *
 * <p>Allowed dependencies: upload.api, telemetry.api.
 */
package io.throughline.upload.store;
