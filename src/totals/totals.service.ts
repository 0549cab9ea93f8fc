import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import { Decimal } from '../common/decimal.js';
import { notFound } from '../common/errors.js';
import { Transactions } from '../database/index.js';
import type { DrugClass, Force, Measure } from '../dictionary/index.js';
import { OperationsService, type Participant, type Phase } from '../operations/index.js';
import { read, type Bounds, type Reading, type ShownState, type Sum } from '../returns/index.js';
import { coverageOf, type Coverage } from './domain/index.js';
import { TotalsRepository, type CellRow, type PartRow, type TotalRow, type TotalsRow } from './totals.repository.js';

/** Coverage with the forces themselves. */
export interface CoverageView extends Omit<Coverage, 'missing' | 'notHeard'> {
  readonly missing: readonly Force[];
  readonly notHeard: readonly Force[];
}

/** One force's line in a total, in the measure's own unit. */
export interface ForceCell extends Bounds, Reading {
  readonly force: Force;
  readonly state: ShownState;
}

/** A part's total over the region, in the measure's own unit. */
export interface PartTotal extends Bounds, Reading {
  readonly code: string;
  readonly name: string;
  /** On the phase's first day; null: not classed then, or no drug. */
  readonly drugClass: DrugClass | null;
}

/** A measure's total over the region, in its own unit. */
export interface Total extends Bounds, Reading {
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
  /** The newest change that they rest on; nothing of them has changed since. */
  readonly asOf: Date;
  readonly restsOn: readonly { readonly force: Force; readonly version: number; readonly submittedAt: Date }[];
  readonly coverage: CoverageView;
  readonly totals: readonly Total[];
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
  async regionalTotals(actor: Actor, phase: string, measures: readonly string[] | null): Promise<RegionalTotals> {
    return this.transactions.run(actor, (tx) => this.regionalTotalsIn(tx, phase, measures), { readOnly: true });
  }

  /** The same, as a transaction under way sees it. */
  async regionalTotalsIn(
    tx: EntityManager,
    phase: string,
    measures: readonly string[] | null,
  ): Promise<RegionalTotals> {
    const row = await this.repository.ofPhase(tx, phase, measures);
    if (row === null) {
      throw notFound('phase', phase);
    }
    if (row.totals.length < new Set(measures ?? []).size) {
      await this.operations.assertKnown(tx, { measures: measures ?? [] });
    }
    return totalsOf(row);
  }
}

function totalsOf({ phase, asOf, forces, restsOn, totals }: TotalsRow): RegionalTotals {
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
  return {
    phase,
    asOf,
    restsOn: restsOn.map((one) => ({ ...one, force: forceOf(one.force), submittedAt: new Date(one.submittedAt) })),
    coverage: coverage(restsOn.map(({ force }) => force)),
    totals: totals.map((row) => ({
      measure: row.measure,
      ...toldOf(row),
      coverage: coverage(row.cells.filter(({ state }) => state !== null).map(({ force }) => force)),
      byForce: row.cells.map((cell) => cellOf(cell, forceOf(cell.force))),
      byBreakdown: row.parts.map(partOf),
    })),
  };
}

/** The bounds of a sum, and what people read off them. */
function toldOf(row: TotalRow | PartRow): Bounds & Reading {
  const sum = sumOf(row);
  return { ...read(sum), lower: sum.lower, upper: sum.upper };
}

function sumOf(row: TotalRow | PartRow): Sum {
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

function cellOf(cell: CellRow, force: Force): ForceCell {
  return {
    force,
    state: cell.state ?? 'NOT_REPORTED',
    value: cell.value === null ? null : new Decimal(cell.value),
    qualifier: cell.qualifier,
    lower: new Decimal(cell.lower),
    upper: cell.upper === null ? null : new Decimal(cell.upper),
  };
}

function partOf(part: PartRow): PartTotal {
  const { code, name, drugClass } = part;
  return { code, name, drugClass, ...toldOf(part) };
}
