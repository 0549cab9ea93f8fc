import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Problem } from '../../common/problem.js';
import {
  after,
  lifeOf,
  stateOf,
  type Acknowledgement,
  type AskerRole,
  type EndedQuestion,
  type Life,
  type QuestionEnding,
  type StepTaken,
} from '../domain/index.js';
import { AcknowledgementEntity, QuestionEntity } from '../entities/lifecycle.entity.js';
import { askedAs } from '../shared/asked-as.js';
import type { ReturnKey } from '../shared/return-context.js';

/** A version of a return with the data that decides which steps may follow. */
export interface LivingVersion {
  readonly id: string;
  readonly submittedAt: Date;
  readonly life: Life;
}

/** A step to store. */
export interface NewStep extends StepTaken {
  readonly at: Date;
  /** Null: the step needs no reason. */
  readonly reason: string | null;
}

/** A question with the return that it is about. */
export interface FoundQuestion extends ReturnKey {
  readonly id: string;
  readonly versionId: string;
  readonly version: number;
  readonly askedBy: string;
  readonly askedAs: AskerRole;
  /** How the question ended; null: it is open. */
  readonly ending: QuestionEnding | null;
}

/** What a version withholds beyond the accepted one, while a release is under embargo. */
export interface NewlyWithheld {
  /** The end of the embargo. */
  readonly until: Date;
  /** Names, in order. */
  readonly measures: readonly string[];
}

/** The SQL of steps, questions and acknowledgements. */
@Injectable()
export class LifecycleRepository {
  /** Locks an existing return until the transaction ends. Only the holder of the lock may take a step. */
  async lock(tx: EntityManager, { phase, force }: ReturnKey): Promise<void> {
    await tx.query('SELECT FROM returns WHERE phase = $1 AND force = $2 FOR UPDATE', [phase, force]);
  }

  /** Every version of a return with its life so far, by number. Lock the return first. */
  async versions(tx: EntityManager, { phase, force }: ReturnKey): Promise<LivingVersion[]> {
    const rows = await tx.query<{ id: string; version: number; submittedAt: Date; steps: StepTaken[] }[]>(
      `SELECT version_id AS id, version, submitted_at AS "submittedAt",
         json_agg(json_build_object('step', step, 'person', actor) ORDER BY id) AS steps
       FROM version_states WHERE phase = $1 AND force = $2
       GROUP BY version_id, version, submitted_at ORDER BY version`,
      [phase, force],
    );
    return rows.map(({ steps, version, ...row }) => ({ ...row, life: lifeOf(version, steps) }));
  }

  /** Stores a step of a version, with the state that it leads to. */
  async addStep(tx: EntityManager, { phase, force }: ReturnKey, version: LivingVersion, taken: NewStep): Promise<void> {
    const life = after(version.life, taken);
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at,
         accepted, was_accepted, without_sign_off)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
      [
        version.id,
        phase,
        force,
        life.version,
        taken.step,
        stateOf(life),
        taken.at,
        taken.person,
        version.submittedAt,
        life.isAccepted,
        life.wasAccepted,
        life.withoutSignOff,
      ],
    );
    if (taken.reason !== null) {
      await tx.query('INSERT INTO step_reasons (step_id, phase, force, reason) VALUES ($1, $2, $3, $4)', [
        row?.id,
        phase,
        force,
        taken.reason,
      ]);
    }
  }

  /**
   * The measures that a version withholds and the accepted one does not, if a release of the phase is under embargo.
   *
   * @returns null if no release is under embargo, or nothing more is withheld
   */
  async newlyWithheldUnderEmbargo(
    tx: EntityManager,
    { phase, force }: ReturnKey,
    versionId: string,
  ): Promise<NewlyWithheld | null> {
    const [found] = await tx.query<NewlyWithheld[]>(
      `SELECT p.held_back_until AS until, array_agg(DISTINCT m.name) AS measures
       FROM phases p
       JOIN results r ON r.version_id = $3 AND r.withheld_until > instant_now()
       JOIN measures_in_force(p.starts_on) m ON m.code = r.measure
       WHERE p.code = $1 AND is_held_back(p.totals_held_back, p.held_back_until) AND p.held_back_until IS NOT NULL
         AND NOT EXISTS (
           SELECT FROM counting_versions($1, 'ACCEPTED', 'infinity') c
           JOIN results o ON o.version_id = c.version_id AND o.measure = r.measure AND o.withheld_until > instant_now()
           WHERE c.force = $2)
       GROUP BY p.held_back_until`,
      [phase, force, versionId],
    );
    return found ?? null;
  }

  /** Sets the current version; null: none. */
  async setCurrentVersion(tx: EntityManager, { phase, force }: ReturnKey, version: number | null): Promise<void> {
    await tx.query('UPDATE returns SET standing = $3 WHERE phase = $1 AND force = $2', [phase, force, version]);
  }

  async addAcknowledgements(
    tx: EntityManager,
    { phase, force }: ReturnKey,
    versionId: string,
    given: readonly Acknowledgement[],
  ): Promise<void> {
    if (given.length === 0) return;
    await tx.insert(
      AcknowledgementEntity,
      given.map((one) => ({ ...one, versionId, phase, force })),
    );
  }

  async addQuestion(
    tx: EntityManager,
    { phase, force }: ReturnKey,
    asked: Pick<QuestionEntity, 'versionId' | 'question' | 'askedBy' | 'askedAt'>,
  ): Promise<void> {
    await tx.insert(QuestionEntity, { ...asked, phase, force });
  }

  /** Whether the same person asked the same about a version, in the same role, and the question is open. */
  async isAsked(
    tx: EntityManager,
    { versionId, question, askedBy }: Pick<QuestionEntity, 'versionId' | 'question' | 'askedBy'>,
    role: AskerRole,
  ): Promise<boolean> {
    const found = await tx.query<unknown[]>(
      `SELECT FROM questions q LEFT JOIN LATERAL question_ending(q.id) e ON true
       WHERE q.version_id = $1 AND q.question = $2 AND q.asked_by = $3 AND ${askedAs('q')} = $4
         AND e.question IS NULL LIMIT 1`,
      [versionId, question, askedBy, role],
    );
    return found.length > 0;
  }

  /** The questions that ended because a newer version was submitted at this instant, in the order asked. */
  async overtakenAt(tx: EntityManager, { phase, force }: ReturnKey, at: Date): Promise<EndedQuestion[]> {
    return tx.query<EndedQuestion[]>(
      `SELECT q.question, ${askedAs('q')} AS "askedAs", v.version
       FROM question_endings e JOIN questions q ON q.id = e.question JOIN return_versions v ON v.id = q.version_id
       WHERE e.phase = $1 AND e.force = $2 AND e.ending = 'OVERTAKEN' AND e.ended_at = $3 ORDER BY q.id`,
      [phase, force, at],
    );
  }

  /** A question; null if it does not exist, or the caller may not see it. */
  async findQuestion(tx: EntityManager, id: string): Promise<FoundQuestion | null> {
    const [found] = await tx.query<FoundQuestion[]>(
      `SELECT q.id, q.version_id AS "versionId", v.version, q.phase, q.force, q.asked_by AS "askedBy",
         ${askedAs('q')} AS "askedAs", e.ending
       FROM questions q JOIN return_versions v ON v.id = q.version_id
       LEFT JOIN LATERAL question_ending(q.id) e ON true
       WHERE q.id = $1`,
      [id],
    );
    return found ?? null;
  }

  /**
   * Ends open questions about a version.
   *
   * @param which the id of the question; null: every open one
   */
  async endQuestions(
    tx: EntityManager,
    versionId: string,
    which: string | null,
    by: { ending: QuestionEnding; answer: string | null; person: string; at: Date },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO question_endings (question, phase, force, ending, answer, ended_by, ended_at)
       SELECT q.id, q.phase, q.force, $3, $4, $5, $6 FROM questions q
       LEFT JOIN LATERAL question_ending(q.id) e ON true
       WHERE q.version_id = $1 AND ($2::bigint IS NULL OR q.id = $2) AND e.question IS NULL
       ORDER BY q.id`,
      [versionId, which, by.ending, by.answer, by.person, by.at],
    );
  }

  /** Opens again the questions that ended when a newer version was last submitted. */
  async reopenQuestions(tx: EntityManager, versionId: string, person: string, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO question_endings (question, phase, force, ending, ended_by, ended_at)
       SELECT q.id, q.phase, q.force, 'REOPENED', $2, $3 FROM questions q
       LEFT JOIN LATERAL question_ending(q.id) e ON true
       WHERE q.version_id = $1 AND e.ending = 'OVERTAKEN' AND e.ended_at = (
         SELECT max(s.began_at) FROM version_states s WHERE s.version_id = $1 AND s.step = 'OVERTAKE')
       ORDER BY q.id`,
      [versionId, person, at],
    );
  }

  /** The problems found when a version was submitted. */
  async problemsOf(tx: EntityManager, versionId: string): Promise<readonly Problem[]> {
    const [row] = await tx.query<{ problems: Problem[] }[]>('SELECT problems FROM return_versions WHERE id = $1', [
      versionId,
    ]);
    return row?.problems ?? [];
  }
}
