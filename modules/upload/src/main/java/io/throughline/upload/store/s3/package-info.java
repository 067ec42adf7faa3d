/**
 * Object storage in a bucket of any server that speaks S3.
 *
 * <p>Allowed dependencies: upload.api, upload.store, telemetry.api. The only place that knows the
 * AWS SDK.
 */
package io.throughline.upload.store.s3;
