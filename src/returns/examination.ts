import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import { OperationsService } from '../operations/index.js';
import {
  correctionProblems,
  readReturn,
  sourceProblems,
  standingOf,
  versionProblems,
  type ReadReturn,
  type ReturnContext,
  type Standing,
} from './domain/index.js';
import { LifecycleRepository, type LivingVersion } from './lifecycle.repository.js';
import { ReadingRepository } from './reading.repository.js';
import { admissionOf, type ReturnSetting, type Seating } from './return-settings.js';
import type { Submission } from './submission.js';

/** A return as it was read, with everything that was found, and what it would be laid over. */
export interface Examined extends ReadReturn {
  readonly standing: Standing;
  /** The version that stands; null: none. */
  readonly version: LivingVersion | null;
}

/** Looks through a return that somebody sends or keeps as a draft: the same checks for both. */
@Injectable()
export class Examination {
  constructor(
    private readonly lifecycle: LifecycleRepository,
    private readonly reading: ReadingRepository,
    private readonly operations: OperationsService,
  ) {}

  /** Every problem of the return at once, what it states and what that comes to. */
  async examine(tx: EntityManager, actor: Actor, sent: Submission, setting: ReturnSetting): Promise<Examined> {
    const versions = await this.lifecycle.versions(tx, sent);
    const standing = standingOf(versions.map(({ life }) => life));
    const version = versions.find(({ life }) => life === standing.standing) ?? null;
    const contents = version === null ? null : (await this.reading.contents(tx, [version.id])).get(version.id);
    const stands = version === null ? null : { version: version.life.version, figures: contents?.figures ?? [] };
    const read = readReturn(sent, contextOf(setting, stands));
    const problems = [
      ...admissionOf(setting, await this.seating(tx, setting, standing)),
      ...versionProblems(sent.expectedVersion, standing),
      ...correctionProblems(sent.reason, standing),
      ...sourceProblems(sent.onBehalf, actor.force !== null),
      ...read.problems,
    ];
    return { ...read, problems, standing, version };
  }

  /** @param of what stands of the return now */
  async seating(tx: EntityManager, { phase, force }: ReturnSetting, { standing }: Standing): Promise<Seating> {
    const hasReturn = standing !== null;
    const isAsked = phase.status !== 'PLANNED' && !hasReturn;
    const exceptionUntil = isAsked ? await this.operations.exceptionUntil(tx, phase.code, force.code) : null;
    return { hasReturn, exceptionUntil };
  }
}

function contextOf({ details, measures, wholes }: ReturnSetting, standing: ReturnContext['standing']): ReturnContext {
  const { phase, asks } = details;
  return {
    ...{ measures, wholes, standing },
    asked: asks.map(({ measure }) => measure),
    phase: { from: phase.startsOn, to: phase.endsOn },
  };
}
