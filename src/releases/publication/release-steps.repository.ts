import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personJson, type Person } from '../../access/index.js';
import type { Page } from '../../common/page.js';
import type { Acknowledgement } from '../domain/index.js';
import type { ReleaseStepName } from './release-writer.repository.js';

/** A step that was taken with a release. */
export interface ReleaseStep {
  readonly id: string;
  readonly version: number;
  readonly step: ReleaseStepName;
  readonly at: Date;
  readonly person: Person;
  /** Null: none was given. */
  readonly reason: string | null;
  /** When the release comes out by this step; null for steps that do not change that. */
  readonly opensAt: Date | null;
  /** For PUBLISH: the reasons given for warnings, by code. */
  readonly acknowledgements: readonly Acknowledgement[];
}

/** The form of the id of a step. */
const NUMBER = /^[1-9]\d{0,17}$/;

/** The SQL that reads what was done with releases. */
@Injectable()
export class ReleaseStepsRepository {
  /** A page of the steps taken with a phase's releases, newest first, by id. */
  async list(tx: EntityManager, phase: string, { first, after = null }: Page): Promise<ReleaseStep[]> {
    return tx.query<ReleaseStep[]>(
      `SELECT s.id, s.version, s.step, s.at, ${personJson('s.actor')} AS person, s.reason, s.opens_at AS "opensAt",
         CASE WHEN s.step = 'PUBLISH' THEN (
           SELECT coalesce(json_agg(json_build_object('code', a.code, 'reason', a.reason) ORDER BY a.code), '[]')
           FROM release_acknowledgements a WHERE a.phase = s.phase AND a.version = s.version
         ) ELSE '[]' END AS acknowledgements
       FROM release_steps s
       WHERE s.phase = $1 AND ($2::bigint IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`,
      [phase, after, first],
    );
  }

  /** Whether there is a step of a phase's releases with this id, which may be any text. */
  async isStep(tx: EntityManager, phase: string, id: string): Promise<boolean> {
    if (!NUMBER.test(id)) return false;
    const rows = await tx.query<object[]>('SELECT FROM release_steps WHERE phase = $1 AND id = $2', [phase, id]);
    return rows.length > 0;
  }
}
