/**
 * Object storage in a directory of local files.
 *
 * <p>Allowed dependencies: upload.api.
 */
package io.throughline.upload.store.file;
