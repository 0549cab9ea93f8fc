import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditAction } from './domain/index.js';

/** An entry of the record. Only functions of the database add entries, and nothing changes them. */
@Entity('audit_entries')
class AuditEntryEntity {
  /** Counts from 1 without gaps. */
  @PrimaryColumn({ type: 'bigint' })
  id!: string;

  /** When it was added, read while the head is locked; never earlier than in the previous entry. */
  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  /** The id of the person who made the change, or `system`. */
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
   * A keyed digest of the content that the entry is about, or random bytes. The hash covers it, and only the
   * verification reads it. Null for an entry made before entries had seals.
   */
  @Column({ type: 'bytea', nullable: true })
  seal!: Buffer | null;
}

/** What an entry recorded of a row, or of the rows with one key: see the migration `recorded-contents`. */
@Entity('audit_contents')
class AuditContentEntity {
  @PrimaryColumn({ type: 'bigint' })
  entry!: string;

  @PrimaryColumn({ name: 'table_name', type: 'text' })
  tableName!: string;

  /** The values of the key's columns, as a JSON list of texts. */
  @PrimaryColumn({ type: 'text' })
  key!: string;

  /** The SHA-256 of the row; null: the entry's transaction removed it. */
  @Column({ type: 'bytea', nullable: true })
  digest!: Buffer | null;
}

/** The head: the number of entries and the hash of the last one. It reveals a record that was cut short. */
@Entity('audit_head')
class AuditHeadEntity {
  @PrimaryColumn({ name: 'only_row', type: 'boolean' })
  onlyRow!: true;

  @Column({ type: 'bigint' })
  count!: string;

  @Column({ type: 'bytea' })
  hash!: Buffer;
}

export const AUDIT_ENTITIES = [AuditEntryEntity, AuditContentEntity, AuditHeadEntity];
