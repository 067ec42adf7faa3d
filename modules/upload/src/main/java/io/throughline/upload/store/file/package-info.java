/**
 * Object storage in a directory of local files.
 *
 * <p>Allowed dependencies: upload.api, upload.store.
 */
package io.throughline.upload.store.file;
