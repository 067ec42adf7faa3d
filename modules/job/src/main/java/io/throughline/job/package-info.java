/**
 * Durable jobs: submit, claim under a lease, run the stages of a plan, commit one result.
 *
 * <p>{@code api}: what other modules see; a module that has work to do implements {@link
 * io.throughline.job.api.JobHandler}. {@code control}: dispatching and running, plain Java. {@code
 * entity} and {@code store}: the job tables. {@code boundary}: JAX-RS.
 *
 * <p>Allowed dependencies: telemetry.api.
 */
package io.throughline.job;
