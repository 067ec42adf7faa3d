/** The WebSocket of live transcription and its JSON. */
package io.throughline.realtime.boundary;
