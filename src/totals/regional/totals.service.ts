import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Decimal } from '../../common/decimal.js';
import { CodedError } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import type { Category, DrugClass, Force, Measure } from '../../dictionary/index.js';
import { OperationsService, phaseOf, UnknownCodes, type Participant, type Phase } from '../../operations/index.js';
import type { Bounds, Reading, Sum } from '../../returns/index.js';
import { cellOf, type Cell } from '../shared/cell.js';
import { assertMayRead, basisOf, isHeldBackFrom, mayRead, totalsHeldBack } from '../shared/totals.policy.js';
import type { CoverageView } from '../coverage/coverage-view.js';
import { byCategory, coverageOf, type Basis } from '../domain/index.js';
import type { ResultRow } from './grouping-rows.js';
import { totalsByGrouping, type TotalsByGrouping } from './grouping-totals.js';
import { forcePartsOf, partGivers, type ForcePart } from './given-parts.js';
import { summarise } from './summarise.js';
import {
  TotalsRepository,
  type CellRow,
  type SumRow,
  type TotalRow,
  type TotalsRow,
  type TotalsWithGroupingsRow,
} from './totals.repository.js';

/** One force's line in a total. */
export interface ForceCell extends Cell, Pick<CellRow, 'withheld' | 'changedAfterFinal'> {
  readonly force: Force;
  /** True: it was accepted without the force's sign-off. */
  readonly withoutSignOff: boolean;
  /** The parts that the force gave, in the dictionary's order; only with groupings, otherwise empty. */
  readonly byBreakdown: readonly ForcePart[];
}

/** The region's total of one part, in the measure's unit. */
export interface PartTotal extends Bounds, Reading, Pick<Total, 'withoutSignOff' | 'changedAfterFinal'> {
  readonly code: string;
  readonly name: string;
  /** How many forces are behind it: those that gave a number other than none, or, without any, an unknown amount. */
  readonly givenBy: number;
  /** Which forces have reported the part: see `partGivers`. Only with groupings, otherwise null. */
  readonly coverage: CoverageView | null;
  /** The class on the phase's first day; null: no class then, or not a drug. */
  readonly drugClass: DrugClass | null;
}

/** The region's total of one measure, in its unit; by class and by group too if the caller asked for that. */
export interface Total extends Bounds, Reading, Partial<TotalsByGrouping> {
  readonly measure: Measure;
  readonly coverage: CoverageView;
  /** Every TAKING_PART force, and any other that reported the measure, by code. */
  readonly byForce: readonly ForceCell[];
  /** The parts that at least one force gave, in the dictionary's order. */
  readonly byBreakdown: readonly PartTotal[];
  /** The forces whose figures of the measure were accepted without their sign-off, by code. */
  readonly withoutSignOff: readonly Force[];
  /** The forces that changed the measure or a part of it after the phase's figures became final, by code. */
  readonly changedAfterFinal: readonly Force[];
}

/** The totals of one phase, and the versions that they are made from. */
export interface RegionalTotals {
  readonly phase: Phase;
  readonly basis: Basis;
  /** When their data last changed, up to the instant asked for; that instant if nothing had changed by then. */
  readonly asOf: Date;
  /** Changes whenever any of this may have changed. */
  readonly stamp: string;
  readonly restsOn: readonly (Omit<TotalsRow['restsOn'][number], 'force' | 'submittedAt'> & {
    readonly force: Force;
    readonly submittedAt: Date;
  })[];
  readonly coverage: CoverageView;
  readonly totals: readonly Total[];
  /** The same totals by category, in the order of categories; never added to each other. */
  readonly byCategory: readonly { readonly category: Category; readonly totals: readonly Total[] }[];
}

/** A phase with its totals. */
export interface PhaseTotals {
  readonly phase: Phase;
  /** Null: they are held back from the actor. */
  readonly totals: RegionalTotals | null;
}

/** Which totals of a phase to give. */
export interface TotalsQuery {
  /**
   * The codes of measures, in any order; null: the measures that the phase asks for and any other that a force
   * reported. Each is given once, in the dictionary's order.
   */
  readonly measures: readonly string[] | null;
  /** Null: PROVISIONAL if the caller may read it, else ACCEPTED. */
  readonly basis: Basis | null;
  /** The instant for which to give them; null: now. */
  readonly asOf: Date | null;
  /** True: also by class and by group, and each force's parts, which costs more to read. */
  readonly withGroupings: boolean;
  /** True: without figures that are withheld, whoever asks: what may be published. */
  readonly withoutWithheld: boolean;
}

/** Current totals of every measure that was asked for or reported, on the caller's default basis. */
export const ALL_TOTALS: TotalsQuery = {
  measures: null,
  basis: null,
  asOf: null,
  withGroupings: false,
  withoutWithheld: false,
};

/** Works out totals from stored results. */
@Injectable()
export class TotalsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly unknown: UnknownCodes,
    private readonly repository: TotalsRepository,
  ) {}

  /**
   * The region's totals for a phase, each with its bounds, its coverage and every force's line.
   *
   * @throws CodedError NOT_FOUND for an unknown phase; FORBIDDEN for a basis that the caller may not read, and for a phase
   *   whose totals are held back from the caller;
   *   BAD_USER_INPUT for unknown measures, and for an instant in the future
   */
  async regionalTotals(actor: Actor, phase: string, query: TotalsQuery): Promise<RegionalTotals> {
    return this.transactions.run(actor, (tx) => this.regionalTotalsIn(tx, actor, phase, query), { readOnly: true });
  }

  /** The same, within a transaction. */
  async regionalTotalsIn(
    tx: EntityManager,
    actor: Pick<Actor, 'role'>,
    code: string,
    query: TotalsQuery,
  ): Promise<RegionalTotals> {
    const { phase, totals } = await this.findIn(tx, actor, code, query);
    if (totals === null) throw totalsHeldBack(phase);
    return totals;
  }

  /**
   * A phase with its accepted totals, or without them while they are held back from the actor.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async acceptedTotals(actor: Actor, phase: string): Promise<PhaseTotals> {
    const query = { ...ALL_TOTALS, basis: 'ACCEPTED' } as const;
    return this.transactions.run(actor, (tx) => this.findIn(tx, actor, phase, query), { readOnly: true });
  }

  private async findIn(
    tx: EntityManager,
    actor: Pick<Actor, 'role'>,
    phase: string,
    { withGroupings, measures, asOf, withoutWithheld, ...query }: TotalsQuery,
  ): Promise<PhaseTotals> {
    const basis = query.basis ?? basisOf(actor);
    // To everybody, an unknown phase is NOT_FOUND before anything is FORBIDDEN.
    if (!mayRead(actor, basis)) await this.operations.assertKnown(tx, { phases: [phase] });
    assertMayRead(actor, basis);
    const selection = { measures, asOf, basis, withoutWithheld };
    const row = withGroupings
      ? await this.repository.ofPhaseWithGroupings(tx, phase, selection)
      : await this.repository.ofPhase(tx, phase, selection);
    if (row === null) throw await this.unknown.notFound(tx, 'phase', phase);
    if (isHeldBackFrom(actor, row.phase)) return { phase: phaseOf(row.phase), totals: null };
    if (row.isAhead) {
      throw new CodedError(
        'BAD_USER_INPUT',
        "'asOf' is in the future. Give a time up to now, or a day before today: a day means its last instant in London.",
      );
    }
    if (row.totals.length < new Set(measures ?? []).size) {
      await this.operations.assertKnown(tx, { measures: measures ?? [] });
    }
    return { phase: phaseOf(row.phase), totals: totalsOf(row, basis) };
  }
}

function totalsOf(row: TotalsRow | TotalsWithGroupingsRow, basis: Basis): RegionalTotals {
  const { phase, asOf, stamp, forces, restsOn } = row;
  const byCode = new Map(forces.map(({ participation: _, ...force }) => [force.code, force]));
  const forceOf = (code: string): Force => {
    const force = byCode.get(code);
    if (force === undefined) {
      throw new Error('A total refers to a force that was not read.');
    }
    return force;
  };
  const participants = forces.flatMap(({ code, participation }): Participant[] =>
    participation === null ? [] : [{ force: code, participation }],
  );
  const coverage = (reporting: readonly string[]): CoverageView => {
    const { missing, notKnownSilent, ...counts } = coverageOf(participants, new Set(reporting));
    return { ...counts, missing: missing.map(forceOf), notHeard: notKnownSilent.map(forceOf) };
  };
  const notSignedOff = new Set(restsOn.filter((one) => one.withoutSignOff).map(({ force }) => force));
  const totals = row.totals.map((total) => {
    const one = totalOf(total, { coverage, forceOf, notSignedOff, results: 'results' in row ? row.results : null });
    const { withoutSignOff, changedAfterFinal } = one;
    const shared = { coverage, withoutSignOff, changedAfterFinal };
    return { ...one, ...('results' in row && totalsByGrouping(total, row, shared)) };
  });
  return {
    phase: phaseOf(phase),
    basis,
    asOf,
    stamp,
    restsOn: restsOn.map((one) => ({ ...one, force: forceOf(one.force), submittedAt: new Date(one.submittedAt) })),
    coverage: coverage(restsOn.map(({ force }) => force)),
    totals,
    byCategory: byCategory(totals, ({ measure }) => measure.category),
  };
}

/** The data that every total of a phase needs. */
interface TotalContext {
  readonly coverage: (reporting: readonly string[]) => CoverageView;
  readonly forceOf: (code: string) => Force;
  /** The forces whose returns were accepted without their sign-off. */
  readonly notSignedOff: ReadonlySet<string>;
  /** The results of forces by part; null without groupings. */
  readonly results: readonly ResultRow[] | null;
}

function totalOf(
  { measure, sum, cells, parts, ...total }: TotalRow,
  { coverage, forceOf, notSignedOff, results }: TotalContext,
): Total {
  const reporting = cells.filter(({ state }) => state !== null).map(({ force }) => force);
  const withoutSignOff = reporting.filter((force) => notSignedOff.has(force)).map(forceOf);
  const changedAfterFinal = total.changedAfterFinal.map(forceOf);
  return {
    measure,
    ...summarise(sumOf(sum)),
    coverage: coverage(reporting),
    byForce: cells.map(({ force, ...cell }) => ({
      force: forceOf(force),
      withoutSignOff: cell.state !== null && notSignedOff.has(force),
      withheld: cell.withheld,
      changedAfterFinal: cell.changedAfterFinal,
      ...cellOf(cell),
      byBreakdown: forcePartsOf(results ?? [], measure.code, force, parts),
    })),
    byBreakdown: parts.map(({ sum: partSum, ...part }) => ({
      ...part,
      ...summarise(sumOf(partSum)),
      withoutSignOff,
      changedAfterFinal,
      coverage: results === null ? null : coverage(partGivers(results, measure.code, part.code)),
    })),
    withoutSignOff,
    changedAfterFinal,
  };
}

function sumOf(row: SumRow): Sum {
  const { lower, upper, plain, approximate, quantified, unquantified } = row;
  return {
    lower: new Decimal(lower),
    upper: upper === null ? null : new Decimal(upper),
    plain: new Decimal(plain),
    approximate,
    quantified,
    unquantified,
  };
}
