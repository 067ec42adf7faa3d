/**
 * Receiving forms, recognising media by content, and probing and decoding them in a child process.
 * Plain cores made by constructor.
 *
 * <p>Allowed dependencies: upload.api, telemetry.api.
 */
package io.throughline.upload.control;
