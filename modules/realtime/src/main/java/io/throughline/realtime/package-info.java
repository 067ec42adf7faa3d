/**
 * Speech that is transcribed while it is spoken, over a WebSocket.
 *
 * <p>{@code boundary}: the WebSocket and its JSON. {@code control}: sessions, who gets one, and how
 * far they may lag. {@code audio}: what is done to samples as they arrive, plain Java.
 *
 * <p>Allowed dependencies: inference.api, telemetry.api.
 */
package io.throughline.realtime;
