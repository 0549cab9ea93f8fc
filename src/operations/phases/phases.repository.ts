import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PLAN_COLUMNS, planRow } from './plan-row.js';
import type { CalendarDate } from '../../common/dates.js';
import { plainNameOf } from '../../database/index.js';
import { forceFields } from '../../dictionary/index.js';
import {
  statusAt,
  type PlanContext,
  type LockedPhase,
  type Participation,
  type Phase,
  type PhaseAsk,
  type PhasePlan,
  type PlacedForce,
} from '../domain/index.js';
import {
  PHASES_WITH_LISTS,
  phaseWithListsOf,
  type PhaseWithListsRow,
  type PhaseWithLists,
} from './phase-with-lists.js';
import { phaseColumns, phaseJson, phaseOf, type PhaseRow } from './phase-rows.js';

/** The details by which an existing phase is recognised as the one that is to be created. */
export interface PhaseLikeness {
  readonly operation: string;
  /** Null: any code. */
  readonly code: string | null;
  readonly name: string;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** An exception that is not revoked. */
interface GrantedException {
  readonly id: string;
  readonly until: Date;
  readonly reason: string;
}

/** The SQL of creating and changing phases. */
@Injectable()
export class PhasesRepository {
  /** A phase with its lists, as the caller may see it. */
  async getPhaseWithLists(tx: EntityManager, code: string): Promise<PhaseWithLists> {
    const [row] = await tx.query<PhaseWithListsRow[]>(PHASES_WITH_LISTS, [[code]]);
    if (row === undefined) {
      throw new Error('A phase that was just changed does not exist.');
    }
    return phaseWithListsOf(row);
  }

  /**
   * Locks a phase until the transaction ends: nobody else can change it or submit a return. Null if it does not exist.
   */
  async loadForUpdate(tx: EntityManager, code: string): Promise<LockedPhase | null> {
    const [row] = await tx.query<(Omit<LockedPhase, 'phase'> & { readonly phase: PhaseRow })[]>(
      `WITH locked AS (SELECT ${phaseColumns('p')} FROM phases p WHERE p.code = $1 FOR NO KEY UPDATE)
       SELECT ${phaseJson('locked')} AS phase, locked.status AS "givenStatus", clock_timestamp() AS now,
         locked.held_back_until AS "heldBackUntil" FROM locked`,
      [code],
    );
    if (row === undefined) return null;
    const phase = phaseOf(row.phase);
    // The transaction may have begun long before it got the lock, so the clock is read now.
    return { ...row, phase: { ...phase, status: statusAt(row.givenStatus, phase, row.now) } };
  }

  /** Locks the creation of operations, phases and forces until the transaction ends. */
  async lockCodes(tx: EntityManager): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('codes of operations'))`);
  }

  /** The code of an existing phase with these details; null if there is none. */
  async findLike(
    tx: EntityManager,
    { operation, code, name, startsOn, endsOn }: PhaseLikeness,
  ): Promise<string | null> {
    const [row] = await tx.query<{ code: string }[]>(
      `SELECT code FROM phases WHERE operation = $1 AND ($2::text IS NULL OR code = $2)
         AND ${plainNameOf('name')} = $3 AND starts_on = $4 AND ends_on = $5 AND status <> 'DISCARDED' ORDER BY code LIMIT 1`,
      [operation, code, name, startsOn, endsOn],
    );
    return row?.code ?? null;
  }

  /**
   * What the days and the name of a phase are compared with.
   *
   * @param code the code of the phase itself, which is left out
   */
  async planContext(
    tx: EntityManager,
    { operation, code, name, startsOn, endsOn }: Pick<Phase, 'operation' | 'code' | 'name' | 'startsOn' | 'endsOn'>,
  ): Promise<PlanContext> {
    const [row] = await tx.query<PlanContext[]>(
      `SELECT (now() AT TIME ZONE 'Europe/London')::date::text AS today,
         (SELECT coalesce(json_agg(json_build_object('code', code, 'name', name) ORDER BY code), '[]') FROM phases
          WHERE operation = $1 AND code <> $2 AND starts_on = $3 AND ends_on = $4 AND status <> 'DISCARDED') AS "sameDays",
         (SELECT coalesce(json_agg(code ORDER BY code), '[]') FROM phases
          WHERE operation = $1 AND code <> $2 AND lower(${plainNameOf('name')}) = lower($5) AND status <> 'DISCARDED') AS "sameName"`,
      [operation, code, startsOn, endsOn, name],
    );
    if (row === undefined) {
      throw new Error('A statement that always gives a row gave none.');
    }
    return row;
  }

  /** The code of an operation's next phase: the operation's code and the number after the highest in use. */
  async nextCode(tx: EntityManager, operation: string): Promise<string> {
    const [row] = await tx.query<{ next: string }[]>(
      `SELECT 1 + coalesce(max(substring(code FROM length($1) + 2)::numeric), 0) AS next
       FROM phases WHERE starts_with(code, $1 || '-') AND substring(code FROM length($1) + 2) ~ '^[0-9]{1,9}$'`,
      [operation],
    );
    return `${operation}-${row?.next ?? '1'}`;
  }

  async add(tx: EntityManager, code: string, operation: string, plan: PhasePlan): Promise<void> {
    await tx.query(
      `INSERT INTO phases (code, operation, status, ${PLAN_COLUMNS.join(', ')})
       SELECT $1, $2, 'PLANNED', ${PLAN_COLUMNS.join(', ')} FROM jsonb_populate_record(NULL::phases, $3)`,
      [code, operation, JSON.stringify(planRow(plan))],
    );
  }

  /**
   * Adds the members of the operation on the first day to new phases, as participants.
   *
   * @returns how many were added
   */
  async setUpParticipants(tx: EntityManager, phases: readonly string[]): Promise<number> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO participations (phase, force, participation)
       SELECT p.code, m.force, m.participation
       FROM phases p JOIN memberships m ON m.operation = p.operation
         AND p.starts_on BETWEEN m.from_day AND coalesce(m.until_day, 'infinity')
       WHERE p.code = ANY ($1)
       ON CONFLICT (phase, force) DO NOTHING RETURNING 1`,
      [phases],
    );
    return added.length;
  }

  /**
   * Adds the asks of the dictionary on the first day to new phases.
   *
   * @returns how many were added
   */
  async setUpAsks(tx: EntityManager, phases: readonly string[]): Promise<number> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO phase_asks (phase, measure, ask)
       SELECT p.code, m.code, m.ask
       FROM phases p JOIN LATERAL measures_in_force(p.starts_on) m ON m.ask <> 'VOLUNTARY'
       WHERE p.code = ANY ($1)
       ON CONFLICT (phase, measure) DO NOTHING RETURNING 1`,
      [phases],
    );
    return added.length;
  }

  /**
   * @param closingReason why the new closing date opens or closes the phase; null if it does not
   */
  async change(
    tx: EntityManager,
    code: string,
    plan: PhasePlan,
    { keptOpen, closingReason }: { readonly keptOpen: boolean; readonly closingReason: string | null },
  ): Promise<void> {
    await tx.query(
      `UPDATE phases SET kept_open = $3,
         held_back_until = CASE WHEN plan.totals_held_back AND phases.held_back_until > instant_now()
           THEN phases.held_back_until END,
         ${PLAN_COLUMNS.map((name) => `${name} = plan.${name}`).join(', ')}
       FROM jsonb_populate_record(NULL::phases, $2) plan WHERE phases.code = $1`,
      [code, JSON.stringify(planRow(plan)), keptOpen],
    );
    if (closingReason !== null) {
      await tx.query('UPDATE phases SET closing_reason = $2 WHERE code = $1', [code, closingReason]);
    }
  }

  /** @param reason why the phase is kept open after its closing date; null if that date closes it */
  async open(tx: EntityManager, code: string, reason: string | null): Promise<void> {
    const kept = reason === null ? 'kept_open = false' : 'kept_open = true, kept_open_reason = $2';
    const values = reason === null ? [code] : [code, reason];
    await tx.query(`UPDATE phases SET status = 'OPEN', closed_at = NULL, ${kept} WHERE code = $1`, values);
  }

  /** If the closing date has already closed the phase, that date stays the time of closing. */
  async close(tx: EntityManager, code: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE phases SET status = 'CLOSED', kept_open = false,
         closed_at = CASE WHEN NOT kept_open AND closes_at < $2 THEN closes_at ELSE $2 END
       WHERE code = $1`,
      [code, now],
    );
  }

  /** The forces that are named in a phase, by code. */
  async placed(tx: EntityManager, phase: string): Promise<PlacedForce[]> {
    const rows = await tx.query<{ placed: PlacedForce }[]>(
      `SELECT json_build_object('participation', participation.participation,
         'force', json_build_object(${forceFields('force')})) AS placed
       FROM participations participation JOIN forces force ON force.code = participation.force
       WHERE participation.phase = $1 ORDER BY force.code`,
      [phase],
    );
    return rows.map(({ placed }) => placed);
  }

  /** The participation of a force; null if it is not named in the phase. */
  async participationOf(tx: EntityManager, phase: string, force: string): Promise<Participation | null> {
    const [row] = await tx.query<{ participation: Participation }[]>(
      'SELECT participation FROM participations WHERE phase = $1 AND force = $2',
      [phase, force],
    );
    return row?.participation ?? null;
  }

  /** Call `moveDataVersionOn` before. */
  async setParticipation(
    tx: EntityManager,
    key: { readonly phase: string; readonly force: string },
    participation: Participation,
    reason: string | null,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO participations (phase, force, participation, reason) VALUES ($1, $2, $3, $4)
       ON CONFLICT (phase, force) DO UPDATE SET participation = excluded.participation, reason = $4`,
      [key.phase, key.force, participation, reason],
    );
  }

  /** The ask for a measure; null if the phase does not ask for it. */
  async askOf(tx: EntityManager, phase: string, measure: string): Promise<PhaseAsk['ask'] | null> {
    const [row] = await tx.query<{ ask: PhaseAsk['ask'] }[]>(
      'SELECT ask FROM phase_asks WHERE phase = $1 AND measure = $2',
      [phase, measure],
    );
    return row?.ask ?? null;
  }

  /**
   * Call `moveDataVersionOn` before.
   *
   * @param ask null: the phase no longer asks for it
   */
  async setAsk(tx: EntityManager, phase: string, measure: string, ask: PhaseAsk['ask'] | null): Promise<void> {
    if (ask === null) {
      await tx.query('DELETE FROM phase_asks WHERE phase = $1 AND measure = $2', [phase, measure]);
      return;
    }
    await tx.query(
      `INSERT INTO phase_asks (phase, measure, ask) VALUES ($1, $2, $3)
       ON CONFLICT (phase, measure) DO UPDATE SET ask = excluded.ask`,
      [phase, measure, ask],
    );
  }

  /** The exception that was granted and not revoked, even if it has ended; null if there is none. */
  async findException(tx: EntityManager, phase: string, force: string): Promise<GrantedException | null> {
    const [row] = await tx.query<GrantedException[]>(
      'SELECT id, until, reason FROM phase_exceptions WHERE phase = $1 AND force = $2 AND revoked_at IS NULL',
      [phase, force],
    );
    return row ?? null;
  }

  /** Grants an exception, in place of an earlier one. */
  async grant(
    tx: EntityManager,
    key: { readonly phase: string; readonly force: string },
    { until, reason, now }: Omit<GrantedException, 'id'> & { readonly now: Date },
  ): Promise<void> {
    await this.revoke(tx, key, now);
    await tx.query(
      `INSERT INTO phase_exceptions (phase, force, until, reason, granted_at, granted_by)
       VALUES ($1, $2, $3, $4, $5, actor_id())`,
      [key.phase, key.force, until, reason, now],
    );
  }

  async revoke(
    tx: EntityManager,
    { phase, force }: { readonly phase: string; readonly force: string },
    now: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE phase_exceptions SET revoked_at = $3, revoked_by = actor_id()
       WHERE phase = $1 AND force = $2 AND revoked_at IS NULL`,
      [phase, force, now],
    );
  }
}
