/**
 * Redis Streams as wake-up and fan-out between nodes. Losing Redis costs latency, never a job: the
 * rows are polled all the same.
 *
 * <p>Allowed dependencies: job.api, job.control (its ports), telemetry.api. The only place of this
 * module that knows Jedis.
 */
package io.throughline.job.signal.redis;
