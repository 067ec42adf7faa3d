/** The paths, fields and answers of WhisperX-FastAPI, so that its clients work unchanged. */
package io.throughline.inference.boundary.whisperx;
