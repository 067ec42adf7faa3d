package io.throughline.upload.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** A row of table {@code upload}. Never changed once written. */
@Entity(name = "Upload")
@Table(name = "upload")
public class UploadEntity {

  @Id public String id;

  @Column(name = "storage_key")
  public String storageKey;

  @Column(name = "size_bytes")
  public long sizeBytes;

  public String sha256;

  @Column(name = "media_type")
  public String mediaType;

  public String extension;
  public String demuxer;

  @Column(name = "created_at")
  public OffsetDateTime createdAt;
}
