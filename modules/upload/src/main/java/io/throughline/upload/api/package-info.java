/**
 * The upload module's contract: receiving forms, object storage, probing and decoding.
 *
 * <p>Allowed dependencies: none.
 */
package io.throughline.upload.api;
