import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Page } from '../../common/page.js';
import { Transactions } from '../../database/index.js';
import { freshLoader } from '../../platform/index.js';
import { AccessAudit } from '../access-audit.js';
import { SYSTEM_ACTOR, type Actor, type Caller } from '../domain/actor.js';
import {
  BY_TOKEN_HASH,
  IdentitiesRepository,
  type Capable,
  type InRoles,
  type TokenRow,
} from './identities.repository.js';
import { PeopleRepository } from '../people/people.repository.js';

/** An identity to be made, with the token that it will call with. */
export interface NewIdentity extends Actor {
  readonly name: string;
  readonly token: string;
}

/** Who may call. */
@Injectable()
export class IdentitiesService {
  /** Every request looks one up: those that come at the same time are looked up together. */
  private readonly load = freshLoader((tokenHashes: readonly string[]) => this.findRows(tokenHashes));

  constructor(
    private readonly transactions: Transactions,
    private readonly identities: IdentitiesRepository,
    private readonly people: PeopleRepository,
    private readonly audit: AccessAudit,
  ) {}

  /** Who calls with this bearer token, and as whose deputy, as of now; null: unknown or expired. */
  async findCaller(token: string): Promise<Caller | null> {
    const row = await this.load(hashOf(token).toString('hex'));
    if (row === null) {
      return null;
    }
    const { id, role, force, deputising } = row;
    // Objects of this call alone: what is loaded for a request lives and dies with it.
    return { id, own: { id, role, force }, deputising: deputising.map((capacity) => ({ id, ...capacity })) };
  }

  /** What somebody is who may call now; null: there is nobody with this id. */
  async find(id: string): Promise<Actor | null> {
    return this.transactions.run(SYSTEM_ACTOR, (tx) => this.identities.find(tx, id), { readOnly: true });
  }

  /** A page of who has one of these roles and may call now, by id; null: it was to begin after somebody else. */
  async inRoles(wanted: InRoles, page: Page): Promise<Capable[] | null> {
    return this.transactions.run(
      SYSTEM_ACTOR,
      async (tx) => {
        if (page.after != null && !(await this.identities.isInRoles(tx, wanted, page.after))) return null;
        return this.identities.inRoles(tx, wanted, page);
      },
      { readOnly: true },
    );
  }

  /**
   * The id and name of everybody who may call, by id: the explorer of a demo offers them. At most 500. Whose name was
   * erased is called by the id.
   */
  async named(): Promise<{ id: string; name: string }[]> {
    const identities = await this.transactions.run(SYSTEM_ACTOR, (tx) => this.identities.all(tx), { readOnly: true });
    return identities.map(({ id, name }) => ({ id, name: name ?? id }));
  }

  /**
   * Adds the identities that are not there yet, with their names, and records how many. Only the start of a demo does
   * this so far.
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
    const found = await this.transactions.readOnce<TokenRow>(SYSTEM_ACTOR, BY_TOKEN_HASH, tokenHashes);
    const rows = new Map(found.map((row) => [row.tokenHash, row]));
    return tokenHashes.map((hash) => rows.get(hash) ?? null);
  }
}

/** Tokens are long and random, so a plain digest is enough to keep a stolen table from being used. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
