/**
 * Webhooks: tells a client that its job has ended, signed as Standard Webhooks
 * (https://www.standardwebhooks.com). Rows in the job's database are the queue; every node
 * delivers.
 */
package io.throughline.job.webhook;
