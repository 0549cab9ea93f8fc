import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Page } from '../../common/page.js';
import type { OneRead } from '../../database/index.js';
import type { Actor, Role } from '../domain/actor.js';
import type { Person } from '../domain/person.js';
import { runsToday } from '../deputies/deputies.repository.js';
import type { IdentityEntity } from './identity.entity.js';
import { personJson } from '../people/people.repository.js';

const MOST_OFFERED = 500;

/** The identity to which a token belongs. */
export interface TokenRow extends Actor {
  /** Hexadecimal. */
  readonly tokenHash: string;
  /** The roles in which they act as a deputy today, in a fixed order. */
  readonly deputising: readonly Omit<Actor, 'id'>[];
}

const BY_TOKEN_HASH = `
  SELECT id, role, force, encode(token_hash, 'hex') AS "tokenHash", (
    SELECT coalesce(json_agg(json_build_object('role', d.role, 'force', d.force) ORDER BY d.role COLLATE "C", d.force), '[]')
    FROM deputies d WHERE d.person = identities.id AND ${runsToday('d')}
  ) AS deputising
  FROM identities
  WHERE token_hash = ANY (SELECT decode(hash, 'hex') FROM unnest($1::text[]) hash) AND (expires_at IS NULL OR expires_at > now())`;

/** Filters active identities. */
export interface InRoles {
  readonly roles: readonly Role[];
  /** Null: not filtered by force. */
  readonly force: string | null;
  /** The id of a person to leave out. */
  readonly except: string;
}

/** A person with an active identity, and their role. */
export interface Capable extends Omit<Actor, 'id'> {
  readonly person: Person;
}

/**
 * SQL: whether an `identity` is active, has one of these roles (`$1`) and this force (`$2`; null: any), and is not
 * `$3`.
 */
const IN_ROLES = `(identity.expires_at IS NULL OR identity.expires_at > now()) AND identity.role = ANY ($1)
  AND ($2::text IS NULL OR identity.force = $2) AND identity.id <> $3`;

/** The SQL of identities. */
@Injectable()
export class IdentitiesRepository {
  /** The identities, not expired, whose tokens have these hashes, in hexadecimal. */
  async byTokenHash(tx: OneRead, hashes: readonly string[]): Promise<TokenRow[]> {
    return tx.query<TokenRow[]>(BY_TOKEN_HASH, [hashes]);
  }

  /** The people with active identities, by id; at most MOST_OFFERED. */
  async all(tx: EntityManager): Promise<Person[]> {
    return tx.query<Person[]>(
      `SELECT identity.id, person.name FROM identities identity LEFT JOIN people person ON person.id = identity.id
       WHERE identity.expires_at IS NULL OR identity.expires_at > now()
       ORDER BY identity.id LIMIT $1`,
      [MOST_OFFERED],
    );
  }

  /** A page of the active identities that match, by id. */
  async inRoles(tx: EntityManager, { roles, force, except }: InRoles, page: Page): Promise<Capable[]> {
    return tx.query<Capable[]>(
      `SELECT ${personJson('identity.id')} AS person, identity.role, identity.force FROM identities identity
       WHERE ${IN_ROLES} AND ($4::text IS NULL OR identity.id > $4) ORDER BY identity.id LIMIT $5`,
      [roles, force, except, page.after ?? null, page.first],
    );
  }

  /** Whether the person with this id matches. */
  async isInRoles(tx: EntityManager, { roles, force, except }: InRoles, id: string): Promise<boolean> {
    const [row] = await tx.query<{ found: boolean }[]>(
      `SELECT EXISTS (SELECT FROM identities identity WHERE ${IN_ROLES} AND identity.id = $4) AS found`,
      [roles, force, except, id],
    );
    return row?.found ?? false;
  }

  /** The actor with this id; null if there is no active identity with it. */
  async find(tx: EntityManager, id: string): Promise<Actor | null> {
    const [found] = await tx.query<Actor[]>(
      'SELECT id, role, force FROM identities WHERE id = $1 AND (expires_at IS NULL OR expires_at > now())',
      [id],
    );
    return found ?? null;
  }

  /** The active identities among these ids. */
  async activeAmong(tx: EntityManager, ids: readonly string[]): Promise<Actor[]> {
    return tx.query<Actor[]>(
      `SELECT id, role, force FROM identities WHERE id = ANY ($1) AND (expires_at IS NULL OR expires_at > now())`,
      [ids],
    );
  }

  /**
   * Adds missing identities; existing ones are not changed.
   *
   * @returns how many were added
   */
  async addMissing(tx: EntityManager, identities: readonly IdentityEntity[]): Promise<number> {
    const rows = identities.map(({ tokenHash, ...one }) => ({ ...one, tokenHash: tokenHash.toString('hex') }));
    const added = await tx.query<unknown[]>(
      `INSERT INTO identities (id, role, force, token_hash, expires_at)
       SELECT id, role, force, decode("tokenHash", 'hex'), "expiresAt"
       FROM jsonb_to_recordset($1) AS row(id text, role text, force text, "tokenHash" text, "expiresAt" timestamptz)
       ON CONFLICT DO NOTHING RETURNING id`,
      [JSON.stringify(rows)],
    );
    return added.length;
  }
}
