package io.throughline.upload.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/**
 * A row of table {@code upload_session}. Read only: changes are SQL that checks what it expects.
 */
@Entity(name = "UploadSession")
@Table(name = "upload_session")
public class UploadSessionEntity {

  @Id public String id;

  @Column(name = "length_bytes")
  public long lengthBytes;

  @Column(name = "offset_bytes")
  public long offsetBytes;

  public String metadata;
  public String state;

  @Column(name = "expires_at")
  public OffsetDateTime expiresAt;
}
