import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../domain/actor.js';

/** A person or system that may call. What a person is called stands in `people`. */
@Entity('identities')
export class IdentityEntity {
  /** Of a real person an opaque one: it stays in the record for ever. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  role!: Role;

  @Column({ type: 'text', nullable: true })
  force!: string | null;

  /** SHA-256 of the bearer token; the token itself is never stored. */
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash!: Buffer;

  /** Null: does not expire. */
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true })
  expiresAt!: Date | null;
}
