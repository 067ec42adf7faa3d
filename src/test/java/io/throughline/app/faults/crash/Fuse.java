package io.throughline.app.faults.crash;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Where {@link HaltOnEntry} and {@link HaltOnExit} get the path of their fuse. */
@Retention(RetentionPolicy.RUNTIME)
@interface Fuse {}
