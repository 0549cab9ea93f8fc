import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Person } from '../access/index.js';
import type { CalendarDate } from '../common/dates.js';
import { Decimal } from '../common/decimal.js';
import { CodedError } from '../common/errors.js';
import type { Problem } from '../common/problem.js';
import type {
  Acknowledgement,
  Channel,
  Figure,
  QuestionEnding,
  ReturnState,
  Step,
  StoredResult,
} from './domain/index.js';
import { CONTENTS, HEADS, MOST_RESULTS, PAGE } from './reading-statements.js';
import type { ReturnKey } from './return-setting.js';

/** Instants as ISO 8601. */
export interface StepRow {
  readonly step: Step;
  readonly state: ReturnState;
  readonly at: string;
  /** Null: the service itself. */
  readonly person: Person | null;
  readonly asDeputy: boolean;
  readonly reason: string | null;
}

export interface QuestionRow {
  readonly id: string;
  readonly question: string;
  readonly askedAt: string;
  readonly askedBy: Person;
  /** Null, with the next three: it is open. */
  readonly ending: QuestionEnding | null;
  readonly answer: string | null;
  readonly endedAt: string | null;
  readonly endedBy: Person | null;
}

/** A version without what it states. */
export interface HeadRow {
  readonly id: string;
  readonly version: number;
  readonly onBehalf: boolean;
  readonly receivedFrom: string | null;
  readonly receivedAt: string | null;
  readonly receivedBy: Channel | null;
  readonly windowFrom: CalendarDate | null;
  readonly windowTo: CalendarDate | null;
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  readonly reason: string | null;
  /** How many steps were taken. */
  readonly stepCount: number;
  /** In the order in which they were taken; where not all are wanted, the last of each kind. */
  readonly steps: readonly StepRow[];
  /** In the order in which they were asked; where not all are wanted, those that are open. */
  readonly questions: readonly QuestionRow[];
}

/** What decides where a return stands, and what of it is told. */
export interface HeadsRow {
  /** Of all reference data. */
  readonly stamp: string;
  /** Until when a closed phase takes the force's first return; null: it does not. */
  readonly exceptionUntil: Date | null;
  /** Whether there is a draft that the caller may know of. */
  readonly hasDraft: boolean;
  /** The newest version, which is as many as there are; null: there is none that the caller may know of. */
  readonly newest: number | null;
  /** The newest version that was not withdrawn; null: none. */
  readonly standing: number | null;
  /** The version that the region counts; null: none. */
  readonly accepted: number | null;
  /** The version that is wanted, the one that stands and the accepted one, each once, by number. */
  readonly versions: readonly HeadRow[];
}

/** Which versions are read for a return. */
export interface HeadsWanted {
  /** Null: the one that stands, else the newest. */
  readonly version: number | null;
  /** False: notes, reasons, questions and answers are null. */
  readonly texts: boolean;
  /** False: the last step of each kind. */
  readonly steps: boolean;
  /** False: the questions that are open. */
  readonly queries: boolean;
  /** The id of a version: the return as it was when that was sent; null: as it is. */
  readonly whenSent?: string | null;
}

/** What of a version's contents is read. */
export type ContentsPart = 'figures' | 'notes' | 'problems' | 'acknowledgements';

/** What is read of versions in a history. */
export interface PageWanted {
  /** Their numbers. */
  readonly versions: readonly number[];
  readonly texts: boolean;
  readonly problems: boolean;
  readonly acknowledgements: boolean;
  readonly results: boolean;
  /** False: the last step of each kind. */
  readonly steps: boolean;
  /** False: the questions that are open. */
  readonly queries: boolean;
  /** True: the version that stood before each is read too. */
  readonly before: boolean;
}

/** A version in a history, with what is wanted of it; what is not is empty. */
export interface PageRow extends HeadRow, Omit<Contents, 'figures'> {
  readonly results: readonly StoredResult[];
  /** True: it is one of those asked for, and not only the one before. */
  readonly inPage: boolean;
  /** The version that stood when this one came; null: none did, or it was not asked for. */
  readonly before: number | null;
}

/** What a version states, and what was found of that. */
export interface Contents {
  readonly figures: readonly Figure[];
  readonly problems: readonly Problem[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** Decimals as PostgreSQL prints them: exact text. */
export type AmountRow<Row> = Omit<Row, 'value' | 'lower' | 'upper'> & {
  readonly value: string | null;
  readonly lower: string;
  readonly upper: string | null;
};

interface ContentsRow extends Omit<Contents, 'figures'> {
  readonly figures: readonly AmountRow<Omit<Figure, 'approximate'>>[];
}

type StoredPageRow = Pick<PageRow, 'inPage' | 'before' | 'problems' | 'acknowledgements'> & {
  readonly head: HeadRow;
  readonly isTooMuch: boolean;
  readonly results: readonly AmountRow<StoredResult>[];
};

/** The SQL that reads a return with its past. */
@Injectable()
export class ReadingRepository {
  /** Where a return stands, and the versions that say so, as the caller may know of it, in one statement. */
  async heads(tx: EntityManager, { phase, force }: ReturnKey, wanted: HeadsWanted): Promise<HeadsRow> {
    const { version, texts, steps, queries, whenSent = null } = wanted;
    const [row] = await tx.query<HeadsRow[]>(HEADS, [phase, force, version, texts, whenSent, steps, queries]);
    if (row === undefined) {
      throw new Error('A statement that always returns a row returned none.');
    }
    return row;
  }

  /** What a version states, and what was found of that, by its id; what is not wanted is empty, or null. */
  async contents(tx: EntityManager, id: string, wanted: readonly ContentsPart[]): Promise<Contents> {
    const [row] = await tx.query<ContentsRow[]>(CONTENTS, [id, wanted]);
    if (row === undefined) {
      throw new Error('A version that was just read does not exist.');
    }
    const { problems, acknowledgements, figures } = row;
    return {
      ...{ problems, acknowledgements },
      figures: figures.map((one) => ({ ...exact(one), approximate: one.qualifier === 'APPROXIMATE' })),
    };
  }

  /**
   * Versions in a history, by number, in one statement.
   *
   * @throws CodedError QUERY_TOO_COMPLEX where they come to too many results to be read at once
   */
  async versions(tx: EntityManager, { phase, force }: ReturnKey, wanted: PageWanted): Promise<PageRow[]> {
    const { versions, texts, problems, acknowledgements, results, before, steps, queries } = wanted;
    const parameters = [phase, force, versions, texts, problems, acknowledgements, results, before, steps, queries];
    const rows = await tx.query<StoredPageRow[]>(PAGE, parameters);
    if (rows[0]?.isTooMuch === true) {
      throw new CodedError(
        'QUERY_TOO_COMPLEX',
        `These ${versions.length} versions have more than ${MOST_RESULTS} results in total. Request fewer versions at once.`,
      );
    }
    return rows.map(({ head, isTooMuch: _, results: stored, ...row }) => ({
      ...{ ...head, ...row, results: stored.map(exact) },
    }));
  }
}

/** A row with its decimals. A bound is most often the value itself: no second Decimal is made for it. */
export function exact<Row extends AmountRow<object>>({ value: given, lower, upper, ...row }: Row) {
  const value = given === null ? null : new Decimal(given);
  const bound = (text: string): Decimal => (value !== null && text === given ? value : new Decimal(text));
  return { ...row, value, lower: bound(lower), upper: upper === null ? null : bound(upper) };
}
