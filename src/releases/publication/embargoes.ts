import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { HeldBackTotals } from '../../operations/index.js';
import { ReleaseWriter } from './release-writer.repository.js';

/** Ends embargoes, and with them the holding back of totals. The phase is locked. */
@Injectable()
export class Embargoes {
  constructor(
    private readonly writer: ReleaseWriter,
    private readonly heldBack: HeldBackTotals,
    private readonly audit: Audit,
  ) {}

  /** Lets embargoes of versions before this one that end after `to` end then. */
  async end(
    tx: EntityManager,
    actor: Actor,
    phase: string,
    { at, to, before, reason }: { at: Date; to: Date; before: number; reason: string | null },
  ): Promise<void> {
    for (const { version, opensAt } of await this.writer.bringForward(tx, phase, to, before)) {
      await this.writer.addStep(tx, { phase, version, step: 'BRING_FORWARD', at, reason, opensAt });
      const details = { version, opensAt: opensAt.toISOString() };
      this.audit.record(tx, actor, { action: 'RELEASE_BROUGHT_FORWARD', phase, details });
    }
  }

  /** After a release has come out: the totals can be read, unless a later version is still under embargo. */
  async showTotals(tx: EntityManager, phase: string, now: Date): Promise<void> {
    const last = await this.writer.lastOpening(tx, phase, now);
    if (last === null) await this.heldBack.end(tx, phase);
    else await this.heldBack.endAt(tx, phase, last);
  }

  /** After a withdrawal: totals that are held back now stay so until another embargo ends, or the coordinator shows them. */
  async keepTotals(tx: EntityManager, phase: string, now: Date): Promise<void> {
    await this.heldBack.endAt(tx, phase, await this.writer.lastOpening(tx, phase, now));
  }
}
