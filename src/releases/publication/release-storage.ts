import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import type { Acknowledgement, Publication } from '../domain/index.js';
import { bytesOf } from '../preparation/content-of.js';
import { DraftsRepository } from '../preparation/drafts.repository.js';
import { NamedReaders } from '../preparation/named-readers.js';
import type { Prepared } from '../preparation/next-release.js';
import { Embargoes } from './embargoes.js';
import { ReleaseWriter } from './release-writer.repository.js';

/** A release to be published, and the reasons to publish it despite the warnings. */
export interface PublicationRequest extends Publication {
  readonly acknowledgements: readonly Acknowledgement[];
}

/** Stores what is published. */
@Injectable()
export class ReleaseStorage {
  constructor(
    private readonly writer: ReleaseWriter,
    private readonly named: NamedReaders,
    private readonly drafts: DraftsRepository,
    private readonly embargoes: Embargoes,
    private readonly audit: Audit,
  ) {}

  /**
   * Stores the release with everything around it, and ends what it replaces.
   *
   * @returns the version
   */
  async store(
    tx: EntityManager,
    actor: Actor,
    { content, now }: Prepared,
    { embargoUntil, kind, note, namedReaders, acknowledgements }: PublicationRequest,
  ): Promise<number> {
    const { version } = content;
    const { code: phase, operation } = content.phase;
    await this.writer.add(tx, {
      phase,
      version,
      kind,
      note,
      at: now,
      embargoUntil,
      content: bytesOf(content),
    });
    if (embargoUntil !== null) {
      await this.writer.addReaders(tx, phase, version, await this.named.withListed(tx, operation, namedReaders));
    }
    await this.writer.addAcknowledgements(tx, phase, version, acknowledgements);
    await this.drafts.discard(tx, phase);
    const opensAt = embargoUntil ?? now;
    await this.writer.addStep(tx, { phase, version, step: 'PUBLISH', at: now, reason: null, opensAt });
    const until = embargoUntil?.toISOString() ?? null;
    this.audit.record(tx, actor, { action: 'RELEASE_PUBLISHED', phase, details: { version, embargoUntil: until } });
    await this.embargoes.end(tx, actor, phase, { at: now, to: opensAt, before: version, reason: null });
    await this.embargoes.showTotals(tx, phase, now);
    return version;
  }
}
