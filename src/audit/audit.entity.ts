import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditAction } from './domain/index.js';

/** An entry of the record; the database alone makes and never changes one. */
@Entity('audit_entries')
class AuditEntryEntity {
  /** From 1 on, without gaps. */
  @PrimaryColumn({ type: 'bigint' })
  id!: string;

  /** Taken under the head's lock; never earlier than that of the entry before. */
  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  /** The id of who did it, or `system`. */
  @Column({ type: 'text' })
  actor!: string;

  @Column({ name: 'actor_role', type: 'text' })
  actorRole!: string;

  @Column({ name: 'actor_force', type: 'text', nullable: true })
  actorForce!: string | null;

  @Column({ type: 'text' })
  action!: AuditAction;

  @Column({ type: 'text', nullable: true })
  phase!: string | null;

  @Column({ type: 'text', nullable: true })
  force!: string | null;

  @Column({ type: 'jsonb' })
  details!: Record<string, unknown>;

  @Column({ name: 'previous_hash', type: 'bytea' })
  previousHash!: Buffer;

  @Column({ type: 'bytea' })
  hash!: Buffer;

  /**
   * Covered by the hash, and read by nobody but verification: a keyed digest of the content that it is about, or random
   * bytes; null: an entry of before there were seals.
   */
  @Column({ type: 'bytea', nullable: true })
  seal!: Buffer | null;
}

/** How many entries there are, and the hash of the last: a record that was cut short shows by it. */
@Entity('audit_head')
class AuditHeadEntity {
  @PrimaryColumn({ name: 'only_row', type: 'boolean' })
  onlyRow!: true;

  @Column({ type: 'bigint' })
  count!: string;

  @Column({ type: 'bytea' })
  hash!: Buffer;
}

export const AUDIT_ENTITIES = [AuditEntryEntity, AuditHeadEntity];
