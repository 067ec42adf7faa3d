/**
 * Uploads in pieces over HTTP: the tus protocol, version 1.0.
 *
 * <p>Allowed dependencies: upload.api, upload.control.
 */
package io.throughline.upload.boundary;
