import { Inject, Injectable } from '@nestjs/common';
import { hasPermission, IdentitiesService, type Actor } from '../access/index.js';
import { isCode } from '../common/code.js';
import { CodedError, notFound } from '../common/errors.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { UnknownCodes } from '../operations/index.js';

/**
 * The identity of the demo's visitors: they read accepted totals and published releases, and nothing restricted. It has
 * no force, because a force's people see figures that it withholds from everybody else, and no id, so that nobody can
 * name it for an embargo.
 */
export const DEMO_VISITOR: Actor = { id: '', role: 'PCC_OFFICE', force: null };

/** Who reads the demo's pages about releases. */
@Injectable()
export class DemoReaders {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly identities: IdentitiesService,
    private readonly unknown: UnknownCodes,
  ) {}

  /**
   * Who reads a page about the release of a phase.
   *
   * @param as the id of a demo identity, which is no secret there: it is its token too; null: the demo's visitor
   * @throws CodedError NOT_FOUND outside the demo, for what is no code of a phase, and for an unknown identity; FORBIDDEN
   *   for an identity that reads no releases
   */
  async readerOf(phase: string, as: string | null): Promise<Actor> {
    if (!this.config.demo) throw notFound('phase', phase);
    if (!isCode(phase)) throw await this.unknown.phaseNotFound(DEMO_VISITOR, phase);
    if (as === null) return DEMO_VISITOR;
    const reader = isCode(as) ? await this.identities.find(as) : null;
    if (reader === null) throw notFound('identity', as);
    if (!hasPermission(reader, 'READ_RELEASES'))
      throw new CodedError('FORBIDDEN', 'This identity reads no releases. Choose another one.');
    return reader;
  }
}
