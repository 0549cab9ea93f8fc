import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../domain/actor.js';

/** A person or system that may use the service. Names are in the table `people`. */
@Entity('identities')
export class IdentityEntity {
  /** For a real person an opaque id, because it stays in the audit record permanently. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'text', nullable: true })
  force!: string | null;

  /** SHA-256 of the bearer token; the token itself is never stored. */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash!: Buffer;

  /** Null if it does not expire. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null;
}
