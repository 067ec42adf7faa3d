/** What speech models are given: plain Java, no CDI, no tracing. */
package io.throughline.inference.engine.audio;
