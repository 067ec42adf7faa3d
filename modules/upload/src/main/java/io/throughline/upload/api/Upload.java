package io.throughline.upload.api;

/**
 * A file that was received, recognised and stored.
 *
 * @param id server-made identifier
 * @param storageKey key in the object storage
 * @param size bytes
 * @param sha256 64 lower-case hex digits
 * @param type recognised by content
 */
public record Upload(String id, String storageKey, long size, String sha256, MediaType type) {}
