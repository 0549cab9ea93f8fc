import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../../database/index.js';
import { phaseStatus, type Participation, type PhaseStatus, type WaitingVersion } from '../../operations/index.js';
import type { Figure, Result, WithholdableResult } from '../domain/index.js';
import { IdempotencyKeyEntity, ReturnEntity, type ReturnVersionEntity } from '../entities/return.entity.js';
import type { HeadRow, StepRow } from '../reading/reading.repository.js';
import type { ReturnKey } from './return-context.js';

/** How long an idempotency key repeats the first answer. */
const KEY_LIFETIME = '7 days';

/** A checked version, ready to be stored. */
export interface NewVersion extends Omit<ReturnVersionEntity, 'id' | 'contentKey'> {
  readonly figures: readonly Figure[];
  readonly results: readonly WithholdableResult[];
}

/** A stored version, and the status of its phase and force when it was stored. */
export interface Stored {
  /** The version as a reader sees it, without the name of the person who submitted it. */
  readonly head: HeadRow;
  readonly status: PhaseStatus;
  /** Null: the force is not a participant of the phase. */
  readonly participation: Participation | null;
  /** The revision of the sender's own draft, which was discarded; null: the sender had none. */
  readonly draftRevision: number | null;
}

/** The measures that a version's rows refer to, by code. */
export type MeasureKeys = ReadonlyMap<string, { readonly version: number; readonly breakdown: string | null }>;

/** The SQL of returns. */
@Injectable()
export class ReturnsRepository {
  /**
   * Locks the return until the transaction ends; creates it if it does not exist. Only the holder of the lock may add a
   * version.
   */
  async lock(tx: EntityManager, { phase, force }: ReturnKey): Promise<void> {
    await tx.query(
      `INSERT INTO returns (phase, force) VALUES ($1, $2)
       ON CONFLICT (phase, force) DO UPDATE SET versions = returns.versions`,
      [phase, force],
    );
  }

  /** The number of versions of each of these returns. Returns that do not exist are left out. */
  async counts(tx: EntityManager, keys: readonly ReturnKey[]): Promise<ReturnEntity[]> {
    // TypeORM treats an empty list as no condition.
    return keys.length === 0
      ? []
      : tx.find(ReturnEntity, { where: keys.map(({ phase, force }) => ({ phase, force })) });
  }

  /** Those of these returns whose current version had no step but SUBMIT and SIGN_OFF. */
  async waiting(tx: EntityManager, keys: readonly ReturnKey[]): Promise<(ReturnKey & { version: number })[]> {
    return tx.query(
      `SELECT r.phase, r.force, r.standing AS version
       FROM jsonb_to_recordset($1) AS key(phase text, force text)
       JOIN returns r ON r.phase = key.phase AND r.force = key.force
       WHERE r.standing IS NOT NULL AND NOT EXISTS (
         SELECT FROM version_states s WHERE s.phase = r.phase AND s.force = r.force AND s.version = r.standing
           AND s.step NOT IN ('SUBMIT', 'SIGN_OFF'))`,
      [JSON.stringify(keys.map(({ phase, force }) => ({ phase, force })))],
    );
  }

  /** The codes of the forces with a current version for a phase, in order. */
  async forcesWithReturns(tx: EntityManager, phase: string): Promise<string[]> {
    const rows = await tx.query<{ force: string }[]>(
      'SELECT force FROM returns WHERE phase = $1 AND standing IS NOT NULL ORDER BY force',
      [phase],
    );
    return rows.map(({ force }) => force);
  }

  /** The current versions that the region has not accepted, by the code of the force. */
  async versionsNotAccepted(tx: EntityManager, phase: string): Promise<ReadonlyMap<string, WaitingVersion>> {
    const rows = await tx.query<(WaitingVersion & { force: string })[]>(
      `SELECT r.force, s.version, s.state AS status FROM returns r
       JOIN newest_steps($1, 'infinity') s ON s.force = r.force AND s.version = r.standing
       WHERE r.phase = $1 AND NOT s.accepted ORDER BY r.force`,
      [phase],
    );
    return new Map(rows.map(({ force, ...version }) => [force, version]));
  }

  /**
   * Adds a version with its SUBMIT step, figures and results. It becomes current, and the sender's own draft is
   * discarded.
   */
  async add(
    tx: EntityManager,
    added: NewVersion,
    { measures, submittedAt, contentKey }: { measures: MeasureKeys; submittedAt: Date; contentKey: Buffer },
  ): Promise<Stored> {
    const { figures, results, ...row } = added;
    const { phase, force, version, submittedBy, windowFrom, windowTo, asAt, note, reason, problems } = row;
    const { onBehalf, receivedFrom, receivedAt, receivedBy } = row;
    const [made] = await tx.query<(Omit<Stored, 'head'> & { id: string; asDeputy: boolean })[]>(ADD_VERSION, [
      phase,
      force,
      version,
      submittedBy,
      windowFrom,
      windowTo,
      asAt,
      note,
      reason,
      JSON.stringify(problems),
      submittedAt,
      onBehalf,
      receivedFrom,
      receivedAt,
      receivedBy,
      contentKey,
    ]);
    if (made === undefined) {
      throw new Error('A version that was just added does not exist.');
    }
    const { id, asDeputy, ...rest } = made;
    await tx.query(ADD_ROWS, [
      id,
      phase,
      force,
      JSON.stringify(figures.map((figure) => figureRow(figure, measures))),
      JSON.stringify(results.map((result) => resultRow(result, measures))),
    ]);
    return { head: headOf(row, id, { submittedAt, asDeputy }), ...rest };
  }

  /** The size in bytes of all free text of a return that the caller may read. */
  async textBytes(tx: EntityManager, { phase, force }: ReturnKey): Promise<number> {
    const [row] = await tx.query<{ bytes: number }[]>(TEXT_BYTES, [phase, force]);
    return row?.bytes ?? 0;
  }

  /** A key that this person used for this return and that has not expired; null: there is none. */
  async findKey(
    tx: EntityManager,
    key: Pick<IdempotencyKeyEntity, 'person' | 'phase' | 'force' | 'key'>,
  ): Promise<IdempotencyKeyEntity | null> {
    const [used] = await tx.query<IdempotencyKeyEntity[]>(
      `SELECT person, phase, force, key, input_hash AS "inputHash", version_id AS "versionId", used_at AS "usedAt"
       FROM idempotency_keys WHERE person = $1 AND phase = $2 AND force = $3 AND key = $4
         AND used_at > now() - interval '${KEY_LIFETIME}'`,
      [key.person, key.phase, key.force, key.key],
    );
    return used ?? null;
  }

  /** Stores a key, and deletes this person's expired keys. */
  async keep(tx: EntityManager, key: IdempotencyKeyEntity): Promise<void> {
    await tx.query(`DELETE FROM idempotency_keys WHERE person = $1 AND used_at <= now() - interval '${KEY_LIFETIME}'`, [
      key.person,
    ]);
    await tx.insert(IdempotencyKeyEntity, key);
  }
}

const TEXT_BYTES = prepared(
  'return-text-bytes',
  `
  SELECT coalesce(sum(bytes), 0)::int AS bytes FROM (
    SELECT coalesce(octet_length(v.note), 0) + coalesce(octet_length(v.reason), 0)
      + coalesce(octet_length(v.received_from), 0) + coalesce((
        SELECT sum(octet_length(f.note)) FROM figures f WHERE f.version_id = v.id), 0) + coalesce((
        SELECT sum(octet_length(a.reason)) FROM acknowledgements a WHERE a.version_id = v.id), 0) AS bytes
    FROM return_versions v WHERE v.phase = $1 AND v.force = $2
    UNION ALL SELECT octet_length(r.reason) FROM step_reasons r WHERE r.phase = $1 AND r.force = $2
    UNION ALL SELECT octet_length(q.question) FROM questions q WHERE q.phase = $1 AND q.force = $2
    UNION ALL SELECT octet_length(e.answer) FROM questions q JOIN question_endings e ON e.question = q.id
      WHERE q.phase = $1 AND q.force = $2
  ) texts`,
);

/**
 * Adds a version. Also returns the phase's status and the force's participation, which are locked by then. A return is
 * in time if its transaction began before the closing date, even if it waited for the lock beyond that: phase_status()
 * goes by the beginning of the transaction.
 */
const ADD_VERSION = prepared(
  'add-version',
  `
  WITH counted AS (
    UPDATE returns SET versions = $3, standing = $3 WHERE phase = $1 AND force = $2
  ), version AS (
    INSERT INTO return_versions (phase, force, version, submitted_by, window_from, window_to, as_at, note, reason,
      problems, on_behalf, received_from, received_at, received_by, content_key)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, $13, $14, $15, $16)
    RETURNING id
  ), state AS (
    INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
      was_accepted, without_sign_off)
    SELECT id, $1, $2, $3, 'SUBMIT', 'SUBMITTED', $11, $4, $11, false, false, false FROM version
    RETURNING as_deputy
  ), draft AS (
    UPDATE drafts SET entry = NULL WHERE phase = $1 AND force = $2 AND saved_by = $4 AND entry IS NOT NULL
    RETURNING revision
  )
  SELECT version.id, state.as_deputy AS "asDeputy", ${phaseStatus('phase')} AS status,
    (SELECT revision FROM draft) AS "draftRevision",
    (SELECT participation FROM participations WHERE phase = $1 AND force = $2) AS participation
  FROM version, state, phases phase WHERE phase.code = $1`,
);

/**
 * The columns that figures and results have in common, as JSON rows. Decimals are passed as text, so they stay exact.
 */
const AMOUNTS =
  'measure text, breakdown text, part text, state text, value numeric, qualifier text, lower numeric, upper numeric, withheld_until timestamptz';

/**
 * Adds all rows of a version with two parameters, since a statement takes at most 65,535. Ids follow the rows' order.
 */
const ADD_ROWS = prepared(
  'add-rows',
  `
  WITH figure AS (
    INSERT INTO figures (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
      withheld_until, note)
    SELECT $1, $2, $3, row.* FROM jsonb_to_recordset($4) AS row(${AMOUNTS}, note text)
  )
  INSERT INTO results (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
    withheld_until, measure_version, approximate, settles_parts)
  SELECT $1, $2, $3, row.*
  FROM jsonb_to_recordset($5) AS row(${AMOUNTS}, measure_version integer, approximate boolean, settles_parts boolean)`,
);

/** A figure or result as a JSON row; JSON.stringify writes a Decimal as its digits. */
function amounts(
  stated: Result & Pick<WithholdableResult, 'measure' | 'part' | 'withheldUntil'>,
  measures: MeasureKeys,
): object {
  const { measure, part, state, value, qualifier, lower, upper, withheldUntil: withheld_until } = stated;
  const breakdown = part === null ? null : (measures.get(measure)?.breakdown ?? null);
  return { measure, breakdown, part, state, value, qualifier, lower, upper, withheld_until };
}

function figureRow(figure: Figure, measures: MeasureKeys): object {
  return { ...amounts(figure, measures), note: figure.note };
}

function resultRow(result: WithholdableResult, measures: MeasureKeys): object {
  const { measure, approximate, settlesParts: settles_parts } = result;
  return { ...amounts(result, measures), measure_version: measures.get(measure)?.version, approximate, settles_parts };
}

/** A version that was just added, as a reader sees it. */
function headOf(
  { submittedBy, receivedAt, ...row }: Omit<NewVersion, 'figures' | 'results'>,
  id: string,
  { submittedAt, asDeputy }: { submittedAt: Date; asDeputy: boolean },
): HeadRow {
  const submitted: StepRow = {
    step: 'SUBMIT',
    state: 'SUBMITTED',
    at: submittedAt.toISOString(),
    reason: null,
    person: { id: submittedBy, name: null },
    asDeputy,
  };
  return {
    ...row,
    id,
    receivedAt: receivedAt?.toISOString() ?? null,
    stepCount: 1,
    steps: [submitted],
    questions: [],
  };
}
