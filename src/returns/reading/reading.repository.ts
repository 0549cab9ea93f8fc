import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../access/index.js';
import type { CalendarDate } from '../../common/dates.js';
import { Decimal } from '../../common/decimal.js';
import { CodedError } from '../../common/errors.js';
import type { Problem } from '../../common/problem.js';
import type {
  Acknowledgement,
  AskerRole,
  Channel,
  Figure,
  QuestionEnding,
  ReturnState,
  Step,
  WithholdableResult,
} from '../domain/index.js';
import { CONTENTS, HEADS, MOST_RESULTS, PAGE } from './reading-statements.js';
import type { ReturnKey } from '../shared/return-context.js';

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
  readonly askedAs: AskerRole;
  /** Null, as are the next three, while the question is open. */
  readonly ending: QuestionEnding | null;
  readonly answer: string | null;
  readonly endedAt: string | null;
  readonly endedBy: Person | null;
}

/** A version without its contents. */
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
  /** The number of steps taken. */
  readonly stepCount: number;
  /** In the order taken; if not all were requested, the last of each kind. */
  readonly steps: readonly StepRow[];
  /** In the order asked; if not all were requested, the open ones. */
  readonly questions: readonly QuestionRow[];
}

/** The rows that decide the status of a return and what a reader sees of it. */
export interface HeadsRow {
  /** The stamp of all reference data. */
  readonly stamp: string;
  /** Until when a closed phase still takes the force's first return; null: it takes none. */
  readonly exceptionUntil: Date | null;
  /** Whether there is a draft that the caller may see. */
  readonly hasDraft: boolean;
  /** The number of the newest version, and so the number of versions; null if there is none that the caller may see. */
  readonly newest: number | null;
  /** The current version: the newest that is not withdrawn; null: none. */
  readonly current: number | null;
  /** The version that counts in accepted totals; null: none. */
  readonly accepted: number | null;
  /** The requested, the current and the accepted version, each once, by number. */
  readonly versions: readonly HeadRow[];
}

/** Which versions of a return to read, and how much of them. */
export interface HeadsWanted {
  /** Null: the current version, else the newest. */
  readonly version: number | null;
  /** False: notes, reasons, questions and answers are null. */
  readonly texts: boolean;
  /** False: only the last step of each kind. */
  readonly steps: boolean;
  /** False: only open questions. */
  readonly queries: boolean;
  /** The id of a version, to read the return as it was when that version was submitted; null: as it is now. */
  readonly whenSent?: string | null;
}

/** A part of a version's contents that can be read. */
export type ContentsPart = 'figures' | 'notes' | 'problems' | 'acknowledgements';

/** Which versions of a history to read, and how much of them. */
export interface PageWanted {
  /** The numbers of the versions. */
  readonly versions: readonly number[];
  readonly texts: boolean;
  readonly problems: boolean;
  readonly acknowledgements: boolean;
  readonly results: boolean;
  /** False: only the last step of each kind. */
  readonly steps: boolean;
  /** False: only open questions. */
  readonly queries: boolean;
  /** True: also read the version that was current before each. */
  readonly before: boolean;
}

/** A version in a history. What was not requested is empty. */
export interface PageRow extends HeadRow, Omit<Contents, 'figures'> {
  readonly results: readonly WithholdableResult[];
  /** True: it is one of the requested versions. False: it was only read for comparison. */
  readonly inPage: boolean;
  /** The version that was current when this one was submitted; null: there was none, or it was not requested. */
  readonly before: number | null;
}

/** The contents of a version: figures, problems and acknowledgements. */
export interface Contents {
  readonly figures: readonly Figure[];
  readonly problems: readonly Problem[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** What a version states beside its figures. */
export type StatedAbout = Pick<HeadRow, 'windowFrom' | 'windowTo' | 'asAt' | 'note'>;

/** Decimals as PostgreSQL prints them: exact text. */
export type AmountRow<Row> = Omit<Row, 'value' | 'lower' | 'upper'> & {
  readonly value: string | null;
  readonly lower: string;
  readonly upper: string | null;
};

/** The same with its time as ISO 8601. */
type TimedRow<Row extends { withheldUntil: Date | null }> = AmountRow<Omit<Row, 'withheldUntil'>> & {
  readonly withheldUntil: string | null;
};

interface ContentsRow extends Omit<Contents, 'figures'>, StatedAbout {
  readonly figures: readonly TimedRow<Omit<Figure, 'approximate'>>[];
}

type StoredPageRow = Pick<PageRow, 'inPage' | 'before' | 'problems' | 'acknowledgements'> & {
  readonly head: HeadRow;
  readonly isTooMuch: boolean;
  readonly results: readonly TimedRow<WithholdableResult>[];
};

/** The SQL that reads a return with its history. */
@Injectable()
export class ReadingRepository {
  /** The status of a return and the versions that decide it, as far as the caller may see them, in one statement. */
  async heads(tx: EntityManager, { phase, force }: ReturnKey, wanted: HeadsWanted): Promise<HeadsRow> {
    const { version, texts, steps, queries, whenSent = null } = wanted;
    const [row] = await tx.query<HeadsRow[]>(HEADS, [phase, force, version, texts, whenSent, steps, queries]);
    if (row === undefined) {
      throw new Error('A statement that always returns a row returned none.');
    }
    return row;
  }

  /** The contents of a version, by its id, and its dates. What was not requested is empty or null. */
  async contents(tx: EntityManager, id: string, wanted: readonly ContentsPart[]): Promise<Contents & StatedAbout> {
    const [row] = await tx.query<ContentsRow[]>(CONTENTS, [id, wanted]);
    if (row === undefined) {
      throw new Error('A version that was just read does not exist.');
    }
    const { problems, acknowledgements, figures, windowFrom, windowTo, asAt, note } = row;
    return {
      problems,
      acknowledgements,
      windowFrom,
      windowTo,
      asAt,
      note,
      figures: figures.map((one) => ({ ...timed(one), approximate: one.qualifier === 'APPROXIMATE' })),
    };
  }

  /**
   * Versions of a history, by number, in one statement.
   *
   * @throws CodedError QUERY_TOO_COMPLEX if they have too many results to read at once
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
      ...head,
      ...row,
      results: stored.map(timed),
    }));
  }
}

/** A row with its decimals and its time parsed. */
function timed<Row extends AmountRow<object> & { readonly withheldUntil: string | null }>({
  withheldUntil,
  ...row
}: Row) {
  return { ...exact(row), withheldUntil: withheldUntil === null ? null : new Date(withheldUntil) };
}

/** A row with its decimals parsed. A bound is most often the same as the value, and then shares its Decimal. */
export function exact<Row extends AmountRow<object>>({ value: given, lower, upper, ...row }: Row) {
  const value = given === null ? null : new Decimal(given);
  const bound = (text: string): Decimal => (value !== null && text === given ? value : new Decimal(text));
  return { ...row, value, lower: bound(lower), upper: upper === null ? null : bound(upper) };
}
