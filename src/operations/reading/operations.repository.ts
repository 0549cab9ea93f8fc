import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { Page } from '../../common/page.js';
import { holdsWords, wordsOf, type OneRead } from '../../database/index.js';
import { forceFields } from '../../dictionary/index.js';
import type { Operation, Participant, Phase, PhaseAsk, PhaseStatus } from '../domain/index.js';
import { OperationEntity } from '../entities/operation.entity.js';
import { ParticipationEntity } from '../entities/phase.entity.js';
import {
  ASK_FIELDS,
  phaseWithListsOf,
  PHASES_WITH_LISTS,
  EXCEPTION_FIELDS,
  exceptionOf,
  PARTICIPANT_FIELDS,
  type AskDetails,
  type PhaseWithListsRow,
  type ExceptionDetails,
  type ExceptionRow,
  type MemberDetails,
  type ParticipantDetails,
  type PhaseWithLists,
} from '../phases/phase-with-lists.js';
import { isHeldBack, phaseJson, phaseOf, phaseStatus, type PhaseRow } from '../phases/phase-rows.js';

/** Filters phases; null: not filtered by this. */
export interface PhaseFilter {
  readonly operation: string | null;
  /** Null: any but DISCARDED. */
  readonly status: PhaseStatus | null;
  /** The range for the first day of the phase. */
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** Search words, all of which must be in its code, name or focus. */
  readonly search: string | null;
  /** True: newest first. */
  readonly newestFirst: boolean;
}

/** A phase with its participants and asks. */
export interface PhaseDetails {
  readonly phase: Phase;
  readonly participants: readonly Participant[];
  readonly asks: readonly PhaseAsk[];
}

/** The SQL of operations and phases. */
@Injectable()
export class OperationsRepository {
  /** By code. */
  async operations(tx: EntityManager, page: Page): Promise<Operation[]> {
    return tx.query<Operation[]>(
      'SELECT code, name FROM operations WHERE $1::text IS NULL OR code > $1 ORDER BY code LIMIT $2',
      [page.after ?? null, page.first],
    );
  }

  async findOperation(tx: EntityManager, code: string): Promise<Operation | null> {
    return tx.findOneBy(OperationEntity, { code });
  }

  /** By first day, then code. */
  async phases(tx: EntityManager, filter: PhaseFilter, page: Page): Promise<Phase[]> {
    const { operation, status, from, to, search, newestFirst } = filter;
    const [beyond, order] = newestFirst ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
    const rows = await tx.query<{ phase: PhaseRow }[]>(
      `SELECT ${phaseJson('phase')} AS phase FROM phases phase
       WHERE ($1::text IS NULL OR phase.operation = $1)
         AND CASE WHEN $2::text IS NULL THEN phase.status <> 'DISCARDED' ELSE ${phaseStatus('phase')} = $2 END
         AND ($3::date IS NULL OR phase.starts_on >= $3) AND ($4::date IS NULL OR phase.starts_on <= $4)
         AND ${holdsWords("concat_ws(' ', phase.code, phase.name, phase.focus)", '$5::text[]')}
         AND ($6::text IS NULL
           OR (phase.starts_on, phase.code) ${beyond} (SELECT a.starts_on, a.code FROM phases a WHERE a.code = $6))
       ORDER BY phase.starts_on ${order}, phase.code ${order} LIMIT $7`,
      [operation, status, from, to, wordsOf(search), page.after ?? null, page.first],
    );
    return rows.map(({ phase }) => phaseOf(phase));
  }

  async findPhase(tx: EntityManager, code: string): Promise<Phase | null> {
    const [row] = await tx.query<{ phase: PhaseRow }[]>(
      `SELECT ${phaseJson('phase')} AS phase FROM phases phase WHERE phase.code = $1`,
      [code],
    );
    return row === undefined ? null : phaseOf(row.phase);
  }

  /** A phase with its lists, as the caller may see them. */
  async findPhaseWithLists(tx: OneRead, code: string): Promise<PhaseWithLists | null> {
    const [row] = await tx.query<PhaseWithListsRow[]>(PHASES_WITH_LISTS, [[code]]);
    return row === undefined ? null : phaseWithListsOf(row);
  }

  /** The stamps of phases, as `dataStamp`; unknown codes are left out. */
  async dataStamps(tx: OneRead, phases: readonly string[]): Promise<{ phase: string; stamp: string }[]> {
    return tx.query(DATA_STAMPS, [phases]);
  }

  /** By the force's code. */
  async participants(tx: EntityManager, phase: string): Promise<Participant[]> {
    return tx.find(ParticipationEntity, { where: { phase }, order: { force: 'ASC' } });
  }

  /** In the dictionary's order. */
  async asks(tx: EntityManager, phase: string): Promise<PhaseAsk[]> {
    return tx.query<PhaseAsk[]>(
      `SELECT a.measure, a.ask FROM phase_asks a JOIN measures m ON m.code = a.measure WHERE a.phase = $1 ORDER BY m.position`,
      [phase],
    );
  }

  /** Who takes part in each of several phases, by the force's code. */
  async participantsOf(
    tx: EntityManager,
    phases: readonly string[],
  ): Promise<(ParticipantDetails & { phase: string })[]> {
    return objects(
      tx,
      `SELECT json_build_object('phase', participation.phase, ${PARTICIPANT_FIELDS}) AS object
       FROM participations participation JOIN forces force ON force.code = participation.force
       WHERE participation.phase = ANY ($1) ORDER BY participation.phase, force.code`,
      phases,
    );
  }

  /** What each of several phases asks for, in the dictionary's order, as it is defined on the phase's first day. */
  async asksOf(tx: EntityManager, phases: readonly string[]): Promise<(AskDetails & { phase: string })[]> {
    return objects(
      tx,
      `SELECT json_build_object('phase', asked.phase, ${ASK_FIELDS}) AS object
       FROM phases p JOIN phase_asks asked ON asked.phase = p.code
       JOIN LATERAL measures_in_force(p.starts_on) measure ON measure.code = asked.measure
       WHERE p.code = ANY ($1) ORDER BY asked.phase, measure.position`,
      phases,
    );
  }

  /** The exceptions of each of several phases that the caller may see, by the force's code. */
  async exceptionsOf(tx: EntityManager, phases: readonly string[]): Promise<(ExceptionDetails & { phase: string })[]> {
    const rows = await objects<ExceptionRow & { phase: string }>(
      tx,
      `SELECT json_build_object('phase', granted.phase, ${EXCEPTION_FIELDS}) AS object
       FROM phase_exceptions granted JOIN forces force ON force.code = granted.force
       WHERE granted.phase = ANY ($1) AND granted.revoked_at IS NULL ORDER BY granted.phase, force.code`,
      phases,
    );
    return rows.map(({ phase, ...row }) => ({ phase, ...exceptionOf(row) }));
  }

  /** Who belongs to each of several operations, by the force's code, then day. */
  async membersOf(
    tx: EntityManager,
    operations: readonly string[],
  ): Promise<(MemberDetails & { operation: string })[]> {
    return objects(
      tx,
      `SELECT json_build_object('operation', m.operation, 'participation', m.participation,
         'from', nullif(m.from_day, '-infinity'), 'until', m.until_day,
         'force', json_build_object(${forceFields('force')})) AS object
       FROM memberships m JOIN forces force ON force.code = m.force
       WHERE m.operation = ANY ($1) ORDER BY m.operation, m.force, m.from_day`,
      operations,
    );
  }

  /** When a force's exception ends, if that is in the future; null if it has none or the caller may not see it. */
  async exceptionUntil(tx: EntityManager, phase: string, force: string): Promise<Date | null> {
    const [row] = await tx.query<{ until: Date }[]>(
      'SELECT until FROM phase_exceptions WHERE phase = $1 AND force = $2 AND revoked_at IS NULL AND until >= now()',
      [phase, force],
    );
    return row?.until ?? null;
  }

  /** The codes that are unknown. */
  async unknown(tx: EntityManager, codes: ReferencedCodes): Promise<ReferencedCodes> {
    const [row] = await tx.query<ReferencedCodes[]>(
      `SELECT
         ARRAY(SELECT c FROM unnest($1::text[]) c WHERE NOT EXISTS (SELECT FROM phases WHERE code = c)) AS phases,
         ARRAY(SELECT c FROM unnest($2::text[]) c WHERE NOT EXISTS (SELECT FROM forces WHERE code = c)) AS forces,
         ARRAY(SELECT c FROM unnest($3::text[]) c WHERE NOT EXISTS (SELECT FROM measures WHERE code = c)) AS measures,
         ARRAY(SELECT c FROM unnest($4::text[]) c WHERE NOT EXISTS (SELECT FROM operations WHERE code = c)) AS operations,
         ARRAY(SELECT c FROM unnest($5::text[]) c WHERE NOT EXISTS (SELECT FROM measures WHERE code = c)) AS measure`,
      [codes.phases, codes.forces, codes.measures, codes.operations, codes.measure],
    );
    return row ?? { phases: [], forces: [], measures: [], operations: [], measure: [] };
  }

  /** The first day of the latest phase in which a return counts; null if there is none. Only ADMIN may call it. */
  async latestCounted(tx: EntityManager): Promise<CalendarDate | null> {
    const [row] = await tx.query<{ day: CalendarDate | null }[]>('SELECT latest_day_counted() AS day');
    return row?.day ?? null;
  }

  /**
   * Increases a phase's data version. @returns the instant of the change, read under the phase's row lock: a later
   * change of the same phase always has a later instant, even if the clock goes back.
   */
  async moveDataVersionOn(tx: EntityManager, phase: string): Promise<Date> {
    const [moved] = await tx.query<{ at: Date | null }[]>('SELECT move_data_version_on($1) AS at', [phase]);
    if (moved?.at == null) {
      throw new Error('A phase that was just read does not exist, or the actor may not change it.');
    }
    return moved.at;
  }
}

/**
 * SQL: the stamp of a phase, as text. It changes with the phase's totals, status or reference data.
 *
 * @param row the alias of a row with the columns of `phaseColumns`
 */
export const dataStamp = (
  row: string,
): string => `concat_ws(' ', phase_data_stamp(${row}.code), ${phaseStatus(row)}, ${isHeldBack(row)},
  release_stamp(${row}.code), ${row}.final_at <= now(),
  (SELECT stamp FROM reference_stamp))`;

const DATA_STAMPS = `
  SELECT phase.code AS phase, ${dataStamp('phase')} AS stamp FROM phases phase WHERE phase.code = ANY ($1)`;

/** The column `object` of each row of a statement about these codes. */
async function objects<Row>(tx: EntityManager, sql: string, codes: readonly string[]): Promise<Row[]> {
  const rows = await tx.query<{ object: Row }[]>(sql, [codes]);
  return rows.map(({ object }) => object);
}

/** The codes in the arguments of a call. */
export interface ReferencedCodes {
  readonly phases: readonly string[];
  readonly forces: readonly string[];
  /** Codes in a list of measures. */
  readonly measures: readonly string[];
  readonly operations: readonly string[];
  /** The code of a single measure. */
  readonly measure: readonly string[];
}
