import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import { Decimal } from '../common/decimal.js';
import { notFound } from '../common/errors.js';
import { Transactions } from '../database/index.js';
import type { Category, DrugClass, Force, Measure } from '../dictionary/index.js';
import { OperationsService, phaseOf, type Participant, type Phase } from '../operations/index.js';
import type { Bounds, Reading, Sum } from '../returns/index.js';
import { cellOf, type Cell } from './cell.js';
import type { CoverageView } from './coverage-view.js';
import { byCategory, coverageOf } from './domain/index.js';
import { totalsByKind, type TotalsByKind } from './kind-totals.js';
import { told } from './told.js';
import {
  TotalsRepository,
  type PartRow,
  type SumRow,
  type TotalsRow,
  type TotalsWithKindsRow,
} from './totals.repository.js';

/** One force's line in a total. */
export interface ForceCell extends Cell {
  readonly force: Force;
}

/** A part's total over the region, in the measure's own unit. */
export interface PartTotal extends Bounds, Reading {
  readonly code: string;
  readonly name: string;
  /** On the phase's first day; null: not classed then, or no drug. */
  readonly drugClass: DrugClass | null;
}

/** A measure's total over the region, in its own unit; by class and by group where the caller asked for that. */
export interface Total extends Bounds, Reading, Partial<TotalsByKind> {
  readonly measure: Measure;
  readonly coverage: CoverageView;
  /** Every TAKING_PART force, and others that have a figure, by code. */
  readonly byForce: readonly ForceCell[];
  /** Parts that somebody gave, in the dictionary's order. */
  readonly byBreakdown: readonly PartTotal[];
}

/** The totals of one phase, with all that they rest on. */
export interface RegionalTotals {
  readonly phase: Phase;
  /** When a return that they rest on last changed. */
  readonly asOf: Date;
  /** Another one as soon as any of this may have changed. */
  readonly stamp: string;
  readonly restsOn: readonly { readonly force: Force; readonly version: number; readonly submittedAt: Date }[];
  readonly coverage: CoverageView;
  readonly totals: readonly Total[];
  /** The same totals by category, in the categories' order; never added to each other. */
  readonly byCategory: readonly { readonly category: Category; readonly totals: readonly Total[] }[];
}

/** What of the totals is wanted. */
interface TotalsOptions {
  /** True: by class and by group too, which costs more to read. */
  readonly withKinds?: boolean;
}

/** From stored results to totals. */
@Injectable()
export class TotalsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly repository: TotalsRepository,
  ) {}

  /**
   * The region's totals of a phase, each with its bounds, its coverage and every force's part in it.
   *
   * @param measures codes; each once, whatever the order; null: those that the phase asks for and any other that
   *   somebody reported; told in the dictionary's order
   * @throws CodedError NOT_FOUND for an unknown phase; BAD_USER_INPUT for unknown measures
   */
  async regionalTotals(
    actor: Actor,
    phase: string,
    measures: readonly string[] | null,
    options: TotalsOptions = {},
  ): Promise<RegionalTotals> {
    return this.transactions.run(actor, (tx) => this.regionalTotalsIn(tx, phase, measures, options), {
      readOnly: true,
    });
  }

  /** The same, as a transaction under way sees it. */
  async regionalTotalsIn(
    tx: EntityManager,
    phase: string,
    measures: readonly string[] | null,
    { withKinds = false }: TotalsOptions = {},
  ): Promise<RegionalTotals> {
    const row = withKinds
      ? await this.repository.ofPhaseWithKinds(tx, phase, measures)
      : await this.repository.ofPhase(tx, phase, measures);
    if (row === null) {
      throw notFound('phase', phase);
    }
    if (row.totals.length < new Set(measures ?? []).size) {
      await this.operations.assertKnown(tx, { measures: measures ?? [] });
    }
    return totalsOf(row);
  }
}

function totalsOf(row: TotalsRow | TotalsWithKindsRow): RegionalTotals {
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
  const coverage = (heard: readonly string[]): CoverageView => {
    const { missing, notHeard, ...counts } = coverageOf(participants, new Set(heard));
    return { ...counts, missing: missing.map(forceOf), notHeard: notHeard.map(forceOf) };
  };
  const totals = row.totals.map((total): Total => ({
    measure: total.measure,
    ...told(sumOf(total.sum)),
    coverage: coverage(total.cells.filter(({ state }) => state !== null).map(({ force }) => force)),
    byForce: total.cells.map((cell) => ({ force: forceOf(cell.force), ...cellOf(cell) })),
    byBreakdown: total.parts.map(partOf),
    ...('said' in row && totalsByKind(total, row, coverage)),
  }));
  return {
    phase: phaseOf(phase),
    asOf,
    stamp,
    restsOn: restsOn.map((one) => ({ ...one, force: forceOf(one.force), submittedAt: new Date(one.submittedAt) })),
    coverage: coverage(restsOn.map(({ force }) => force)),
    totals,
    byCategory: byCategory(totals, ({ measure }) => measure.category),
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

function partOf(part: PartRow): PartTotal {
  const { code, name, drugClass } = part;
  return { code, name, drugClass, ...told(sumOf(part.sum)) };
}
