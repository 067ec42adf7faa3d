package io.throughline.upload.control;

/**
 * A stretch of an upload, stored as an object of its own.
 *
 * @param start offset of its first byte in the file
 * @param size bytes, at least 1
 * @param storageKey key in the object storage
 */
public record SessionPart(long start, long size, String storageKey) {}
