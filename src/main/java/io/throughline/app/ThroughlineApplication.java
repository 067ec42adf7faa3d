package io.throughline.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Every REST resource of every module, at the context root. */
@ApplicationPath("/")
public class ThroughlineApplication extends Application {}
