import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Decimal } from '../../common/decimal.js';
import { askedAs, type FigureState, type Qualifier } from '../../returns/index.js';
import type {
  DatedResult,
  PhaseState,
  ReturnHead,
  StoredQuestions,
  StoredStep,
  VersionContents,
} from '../domain/index.js';

/** A stored figure or result of a version. Decimals are exact text, as PostgreSQL prints them. */
interface AmountRow {
  readonly versionId: string;
  readonly measure: string;
  readonly part: string | null;
  readonly state: FigureState;
  readonly value: string | null;
  readonly qualifier: Qualifier | null;
  readonly lower: string;
  readonly upper: string | null;
  readonly withheldUntil: Date | null;
}

interface ResultRow extends AmountRow, Pick<DatedResult, 'measureVersion' | 'approximate' | 'settlesParts'> {}

/** An idempotency key that does not refer to a version submitted by its person. */
export interface BrokenKey {
  readonly phase: string;
  readonly force: string;
  readonly key: string;
  readonly versionId: string;
  /** Null: the return has no such version. */
  readonly submittedBy: string | null;
}

/** When a row of a history began to apply; null: from the beginning. */
const BEGAN_AT = `nullif(began_at, '-infinity') AS "beganAt"`;

const AMOUNT = `version_id AS "versionId", measure, part, state, value, qualifier, lower, upper,
  withheld_until AS "withheldUntil"`;

/** The SQL of verification. It reads everything that was ever stored, not only what counts, and writes nothing. */
@Injectable()
export class VerificationRepository {
  /** Tables that nobody can read, because they have row-level security but no policy for reading. */
  async unreadable(tx: EntityManager): Promise<string[]> {
    const rows = await tx.query<{ name: string }[]>(
      `SELECT c.relname AS name FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
         AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd IN ('r', '*'))
       ORDER BY c.relname COLLATE "C"`,
    );
    return rows.map(({ name }) => name);
  }

  /** The codes of all phases, by first day. */
  async phases(tx: EntityManager): Promise<string[]> {
    const rows = await tx.query<{ code: string }[]>('SELECT code FROM phases ORDER BY starts_on, code');
    return rows.map(({ code }) => code);
  }

  /**
   * The stored state of a phase; null: there is no such phase. `finalAt`: when its figures became final; null if they are
   * not.
   */
  async stateOf(tx: EntityManager, phase: string): Promise<(PhaseState & { readonly finalAt: Date | null }) | null> {
    const [row] = await tx.query<{ dataVersion: string; dataChangedAt: Date; changes: Date[]; finalAt: Date | null }[]>(
      `SELECT data_version AS "dataVersion", data_changed_at AS "dataChangedAt",
         (SELECT final_at FROM phases WHERE code = $1 AND final_at < now()) AS "finalAt",
         ARRAY(SELECT changed_at FROM phase_changes WHERE phase = $1 ORDER BY changed_at) AS changes
       FROM phase_data($1)`,
      [phase],
    );
    const participationHistory = await tx.query<PhaseState['participationHistory'][number][]>(
      `SELECT force, participation, ${BEGAN_AT} FROM participation_changes WHERE phase = $1 ORDER BY began_at, id`,
      [phase],
    );
    const askHistory = await tx.query<PhaseState['askHistory'][number][]>(
      `SELECT measure, ask, ${BEGAN_AT} FROM phase_ask_changes WHERE phase = $1 ORDER BY began_at, id`,
      [phase],
    );
    return row === undefined
      ? null
      : { ...row, dataVersion: BigInt(row.dataVersion), participationHistory, askHistory };
  }

  /** The returns for a phase by force, each with all its versions by number, without contents. */
  async returnsOf(tx: EntityManager, phase: string): Promise<ReturnHead[]> {
    const returns = await tx.query<Omit<ReturnHead, 'versions'>[]>(
      'SELECT force, versions AS count, standing AS current FROM returns WHERE phase = $1 ORDER BY force',
      [phase],
    );
    const versions = await tx.query<{ id: string; force: string; version: number; questions: StoredQuestions }[]>(
      `SELECT v.id, v.force, v.version, json_build_object(
         'askedAs', coalesce(json_agg(${askedAs('q')} ORDER BY q.id) FILTER (WHERE q.id IS NOT NULL), '[]'),
         'answered', count(*) FILTER (WHERE e.ending = 'ANSWERED'),
         'takenBack', count(*) FILTER (WHERE e.ending = 'TAKEN_BACK'),
         'overtaken', count(*) FILTER (WHERE e.ending = 'OVERTAKEN')) AS questions
       FROM return_versions v
       LEFT JOIN questions q ON q.version_id = v.id
       LEFT JOIN LATERAL question_ending(q.id) e ON true
       WHERE v.phase = $1 GROUP BY v.id ORDER BY v.force, v.version`,
      [phase],
    );
    const steps = await tx.query<(StoredStep & { versionId: string })[]>(
      `SELECT version_id AS "versionId", (row_number() OVER (ORDER BY id))::int AS serial, step, actor AS person,
         state, began_at AS "beganAt", submitted_at AS "submittedAt", accepted, was_accepted AS "wasAccepted",
         without_sign_off AS "withoutSignOff"
       FROM version_states WHERE phase = $1 ORDER BY id`,
      [phase],
    );
    const stepsOf = grouped(steps, ({ versionId }) => versionId);
    const versionsOf = grouped(versions, ({ force }) => force);
    return returns.map((head) => ({
      ...head,
      versions: (versionsOf.get(head.force) ?? []).map(({ force: _, ...one }) => ({
        ...one,
        steps: stepsOf.get(one.id) ?? [],
      })),
    }));
  }

  /** The stored figures and results of these versions, by the version's id. */
  async contentsOf(tx: EntityManager, versionIds: readonly string[]): Promise<Map<string, VersionContents>> {
    const figures = await tx.query<(AmountRow & { note: string | null })[]>(
      `SELECT ${AMOUNT}, note FROM figures WHERE version_id = ANY ($1) ORDER BY id`,
      [versionIds],
    );
    const results = await tx.query<ResultRow[]>(
      `SELECT ${AMOUNT}, measure_version AS "measureVersion", approximate, settles_parts AS "settlesParts"
       FROM results WHERE version_id = ANY ($1) ORDER BY id`,
      [versionIds],
    );
    const figuresOf = grouped(figures, ({ versionId }) => versionId);
    const resultsOf = grouped(results, ({ versionId }) => versionId);
    return new Map(
      versionIds.map((id) => [
        id,
        {
          figures: (figuresOf.get(id) ?? []).map((row) => ({
            ...amountOf(row),
            approximate: row.qualifier === 'APPROXIMATE',
          })),
          results: (resultsOf.get(id) ?? []).map(amountOf),
        },
      ]),
    );
  }

  /** The ids of all people who may call. */
  async identities(tx: EntityManager): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>('SELECT id FROM identities ORDER BY id');
    return rows.map(({ id }) => id);
  }

  /** The caller's keys that do not refer to a version that the caller submitted; `phases` null: in all phases. */
  async brokenKeys(tx: EntityManager, phases: readonly string[] | null): Promise<BrokenKey[]> {
    return tx.query<BrokenKey[]>(
      `SELECT k.phase, k.force, k.key, k.version_id AS "versionId", v.submitted_by AS "submittedBy"
       FROM idempotency_keys k
       LEFT JOIN return_versions v ON v.id = k.version_id AND v.phase = k.phase AND v.force = k.force
       WHERE v.submitted_by IS DISTINCT FROM k.person AND ($1::text[] IS NULL OR k.phase = ANY ($1))
       ORDER BY k.phase, k.force, k.key`,
      [phases],
    );
  }
}

function amountOf<Row extends AmountRow>({ versionId: _, ...row }: Row) {
  return {
    ...row,
    value: row.value === null ? null : new Decimal(row.value),
    lower: new Decimal(row.lower),
    upper: row.upper === null ? null : new Decimal(row.upper),
  };
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
