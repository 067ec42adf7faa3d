/**
 * The tables of uploads, and what every object store shares: its keys and its spans.
 *
 * <p>Allowed dependencies: upload.api, upload.entity, telemetry.api, and the ports in
 * upload.control.
 */
package io.throughline.upload.store;
