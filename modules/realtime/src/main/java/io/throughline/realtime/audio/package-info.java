/** What is done to samples as they arrive: decoding, resampling, telling speech from silence. */
package io.throughline.realtime.audio;
