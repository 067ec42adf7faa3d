package io.throughline.app.config;

import io.throughline.job.control.JobThreads;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The executor for jobs and their stages; a task carries the OpenTelemetry context it was given in.
 */
@ApplicationScoped
@ContextServiceDefinition(
    name = "java:app/concurrent/traced",
    propagated = {"OpenTelemetry", ContextServiceDefinition.APPLICATION},
    cleared = ContextServiceDefinition.TRANSACTION,
    unchanged = {})
@ManagedExecutorDefinition(
    name = "java:app/concurrent/jobs",
    context = "java:app/concurrent/traced",
    qualifiers = JobThreads.class)
public class Executors {}
