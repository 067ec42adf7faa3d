/**
 * The job module's contract: submitting and following jobs, and doing their work.
 *
 * <p>Allowed dependencies: telemetry.api.
 */
package io.throughline.job.api;
