import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page } from '../../common/page.js';
import { Transactions } from '../../database/index.js';
import { freshLoader } from '../../platform/index.js';
import { AccessAudit } from '../access-audit.js';
import { SYSTEM_ACTOR, type Actor, type Caller, type Role } from '../domain/actor.js';
import { IdentitiesRepository, type Capable, type InRoles, type TokenRow } from './identities.repository.js';
import { PeopleRepository } from '../people/people.repository.js';

/** A new identity with its token. */
export interface NewIdentity extends Actor {
  readonly name: string;
  readonly token: string;
}

/** The identities that may use the service. */
@Injectable()
export class IdentitiesService {
  /** Looks up tokens. Requests at the same time share one statement. */
  private readonly load = freshLoader((tokenHashes: readonly string[]) => this.findRows(tokenHashes));

  constructor(
    private readonly transactions: Transactions,
    private readonly identities: IdentitiesRepository,
    private readonly people: PeopleRepository,
    private readonly audit: AccessAudit,
  ) {}

  /** The caller with this bearer token, with their present capacities; null if the token is unknown or has expired. */
  async findCaller(token: string): Promise<Caller | null> {
    const row = await this.load(hashOf(token).toString('hex'));
    if (row === null) {
      return null;
    }
    const { id, role, force, deputising } = row;
    // New objects for each request, because loaders use them as keys for what a request has loaded.
    return { id, own: { id, role, force }, deputising: deputising.map((capacity) => ({ id, ...capacity })) };
  }

  /** The actor with this id; null if there is no active identity with it. */
  async find(id: string): Promise<Actor | null> {
    return this.transactions.run(SYSTEM_ACTOR, (tx) => this.identities.find(tx, id), { readOnly: true });
  }

  /** The role of each of these people, by id, who has an active identity. */
  async activeAmong(ids: readonly string[]): Promise<ReadonlyMap<string, Role>> {
    if (ids.length === 0) return new Map();
    const rows = await this.transactions.run(SYSTEM_ACTOR, (tx) => this.identities.activeAmong(tx, ids), {
      readOnly: true,
    });
    return new Map(rows.map(({ id, role }) => [id, role]));
  }

  /** A page of the active identities that match, by id; null if `after` is not one of them. */
  async inRoles(filter: InRoles, page: Page): Promise<Capable[] | null> {
    return this.transactions.run(
      SYSTEM_ACTOR,
      async (tx) => {
        if (page.after != null && !(await this.identities.isInRoles(tx, filter, page.after))) return null;
        return this.identities.inRoles(tx, filter, page);
      },
      { readOnly: true },
    );
  }

  /**
   * The id and name of each active identity, by id, for the explorer of a demo; at most 500. If the name was erased, it
   * is the id.
   */
  async named(): Promise<{ id: string; name: string }[]> {
    const identities = await this.transactions.run(SYSTEM_ACTOR, (tx) => this.identities.all(tx), { readOnly: true });
    return identities.map(({ id, name }) => ({ id, name: name ?? id }));
  }

  /**
   * Adds missing identities with their names, and records how many. Used only at the start of a demo so far.
   */
  async addMissing(identities: readonly NewIdentity[]): Promise<void> {
    const rows = identities.map(({ token, name: _, ...identity }) => ({
      ...identity,
      tokenHash: hashOf(token),
      expiresAt: null,
    }));
    await this.transactions.run(SYSTEM_ACTOR, async (tx) => {
      const added = await this.identities.addMissing(tx, rows);
      await this.people.addMissing(tx, identities);
      if (added > 0) {
        this.audit.record(tx, SYSTEM_ACTOR, { action: 'IDENTITIES_ADDED', details: { identities: added } });
      }
    });
  }

  private async findRows(tokenHashes: readonly string[]): Promise<(TokenRow | null)[]> {
    const found = await this.transactions.readOnce(SYSTEM_ACTOR, (tx) => this.identities.byTokenHash(tx, tokenHashes));
    const rows = new Map(found.map((row) => [row.tokenHash, row]));
    return tokenHashes.map((hash) => rows.get(hash) ?? null);
  }
}

/** Tokens are long and random, so a plain digest is enough to make a stolen table useless. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
