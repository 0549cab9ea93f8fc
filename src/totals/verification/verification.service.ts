import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../../access/index.js';
import { notFound, ProgramRefused } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { DictionaryService } from '../../dictionary/index.js';
import { OperationsService } from '../../operations/index.js';
import {
  BASES,
  countingVersion,
  differencesBetween,
  differencesOfHead,
  differencesOfPhase,
  isWithdrawn,
  onEachBasis,
  recomputeTotals,
  statementsOfTotals,
  verifyVersion,
  versionAtFinal,
  type Basis,
  type CountedReturn,
  type Difference,
  type PhaseOfTotals,
  type PlainTotals,
  type ReturnHead,
  type VersionContents,
} from '../domain/index.js';
import { ALL_TOTALS, TotalsService, type RegionalTotals } from '../regional/totals.service.js';
import { VerificationRepository } from './verification.repository.js';

/** How much was verified. */
export interface Counts {
  readonly versions: number;
  readonly figures: number;
  readonly results: number;
  /** Totals of measures, parts, classes and groups, on both bases together. */
  readonly totals: number;
}

/** A difference, with its phase. */
export interface Finding extends Difference {
  readonly phase: string;
}

/** The outcome of verifying one phase. */
export interface PhaseVerification {
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

/** The actor of verification. It reads every return and submits none. */
const READER = { id: 'verification', role: 'REGIONAL_COORDINATOR', force: null } as const;

/** Definitions with their parts, by the measure's code. */
type Measures = Parameters<typeof verifyVersion>[1];

/** The most versions whose contents are in memory at the same time. */
const VERSIONS_AT_ONCE = 100;

/** Verifies that stored results, and the totals that the service gives, follow from the stored figures. Only reads. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dictionary: DictionaryService,
    private readonly operations: OperationsService,
    private readonly totals: TotalsService,
    private readonly repository: VerificationRepository,
  ) {}

  /**
   * The codes of all phases, by first day.
   *
   * @throws ProgramRefused if row-level security would hide rows that must be verified
   */
  async phases(): Promise<string[]> {
    return this.transactions.run(
      READER,
      async (tx) => {
        const unreadable = await this.repository.unreadable(tx);
        if (unreadable.length > 0) {
          throw new ProgramRefused(
            `Nobody can read ${unreadable.join(', ')}: row-level security is on, but no policy says who may. ` +
              'The database was not restored completely. Restore it again, with its policies.',
          );
        }
        return this.repository.phases(tx);
      },
      { readOnly: true },
    );
  }

  /**
   * Verifies a phase. Recomputes the state of every version from its steps, its results from its figures, and the
   * phase's totals on both bases from those results. Everything is read as of one moment, so concurrent writes cause no
   * difference.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async verifyPhase(phase: string): Promise<PhaseVerification> {
    return this.transactions.run(READER, (tx) => this.verifyPhaseIn(tx, phase), { readOnly: true, snapshot: true });
  }

  /**
   * The idempotency keys that do not refer to a version submitted by the person who sent the key. Each person's keys
   * are read as that person, because nobody may see the keys of another.
   *
   * @param phases null: all phases
   */
  async verifyKeys(phases: readonly string[] | null): Promise<Finding[]> {
    const people = await this.transactions.run(SYSTEM_ACTOR, (tx) => this.repository.identities(tx), {
      readOnly: true,
    });
    const findings: Finding[] = [];
    for (const id of people) {
      const broken = await this.transactions.run({ ...READER, id }, (tx) => this.repository.brokenKeys(tx, phases), {
        readOnly: true,
      });
      const about = { version: null, measure: null, part: null, basis: null, compared: 'IDEMPOTENCY_KEY' as const };
      for (const { key, versionId, submittedBy, ...place } of broken) {
        const stored = `'${key}' of ${id} refers to the version with the id ${versionId}`;
        const recomputed =
          submittedBy === null ? 'there is no such version of the return' : `${submittedBy} submitted that version`;
        findings.push({ ...place, ...about, stored, recomputed });
      }
    }
    return findings;
  }

  private async verifyPhaseIn(tx: EntityManager, code: string): Promise<PhaseVerification> {
    const { phase, participants, asks } = await this.operations.requirePhase(tx, code);
    const state = await this.repository.stateOf(tx, code);
    if (state === null) {
      throw notFound('phase', code);
    }
    const measures = await this.dictionary.measuresWithParts(tx, phase.startsOn);
    const returns = await this.repository.returnsOf(tx, code);
    const definitions = new Map(measures.map((one) => [one.code, one]));
    const contents = await this.verifyContents(tx, returns, definitions, state.finalAt);
    const asked = asks.map(({ measure }) => measure);
    const made = { startsOn: phase.startsOn, participants, asked, measures };
    const PROVISIONAL = await this.verifyTotals(tx, code, 'PROVISIONAL', { ...made, ...contents.of.PROVISIONAL });
    const ACCEPTED = await this.verifyTotals(tx, code, 'ACCEPTED', { ...made, ...contents.of.ACCEPTED });
    const all = [
      ...returns.flatMap(differencesOfHead),
      ...differencesOfPhase(state, { participants, asks }, returns),
      ...contents.differences,
      ...onEachBasis({ PROVISIONAL: PROVISIONAL.differences, ACCEPTED: ACCEPTED.differences }),
    ];
    return {
      counts: { ...contents.counts, totals: PROVISIONAL.totals + ACCEPTED.totals },
      findings: all.map((difference) => ({ phase: code, ...difference })),
    };
  }

  /** Compares the totals that the service gives on a basis with those recomputed from the versions that count. */
  private async verifyTotals(
    tx: EntityManager,
    code: string,
    basis: Basis,
    phase: PhaseOfTotals,
  ): Promise<{ readonly differences: readonly Difference[]; readonly totals: number }> {
    const recomputed = recomputeTotals(phase);
    const given = plain(
      await this.totals.regionalTotalsIn(tx, READER, code, { ...ALL_TOTALS, basis, withGroupings: true }),
    );
    return {
      differences: differencesBetween(statementsOfTotals(given), statementsOfTotals(recomputed)),
      totals: recomputed.totals.reduce(
        (sum, { byBreakdown, byGrouping }) => sum + 1 + byBreakdown.length + byGrouping.length,
        0,
      ),
    };
  }

  private async verifyContents(
    tx: EntityManager,
    returns: readonly ReturnHead[],
    measures: Measures,
    finalAt: Date | null,
  ): Promise<Contents> {
    const of = { PROVISIONAL: { counted: [], atFinal: [] }, ACCEPTED: { counted: [], atFinal: [] } };
    const all: Contents = { of, differences: [], counts: { versions: 0, figures: 0, results: 0 } };
    for (const head of returns) {
      for (let done = 0; done < head.versions.length; done += VERSIONS_AT_ONCE) {
        const some = head.versions.slice(done, done + VERSIONS_AT_ONCE);
        const stored = await this.repository.contentsOf(
          tx,
          some.map(({ id }) => id),
        );
        for (const one of some) {
          const { id, version } = one;
          const contents = stored.get(id) ?? NOTHING;
          const under = isWithdrawn(one) ? await this.countedUnder(tx, contents, measures) : measures;
          addVersion(all, { head, id, version, measures: under, finalAt }, contents);
        }
      }
    }
    return all;
  }

  /**
   * The definitions that a withdrawn version was counted under. They may differ from those on the phase's first day
   * now, because a withdrawn version does not stop anybody from changing a definition or that day.
   */
  private async countedUnder(tx: EntityManager, { results }: VersionContents, measures: Measures): Promise<Measures> {
    const under = new Map(measures);
    for (const { measure, measureVersion } of results) {
      const now = under.get(measure);
      if (now === undefined || now.version === measureVersion) continue;
      const then = (await this.dictionary.measureVersions(tx, measure)).find(
        ({ version }) => version === measureVersion,
      );
      if (then !== undefined) under.set(measure, { ...now, ...then });
    }
    return under;
  }
}

/** The contents of a version without stored figures and results. */
const NOTHING: VersionContents = { figures: [], results: [] };

/** What was found in the versions of a phase so far. */
interface Contents {
  /** What totals are made from on each basis. */
  readonly of: Readonly<
    Record<Basis, { readonly counted: CountedReturn[]; readonly atFinal: PhaseOfTotals['atFinal'][number][] }>
  >;
  readonly differences: Difference[];
  readonly counts: Record<Exclude<keyof Counts, 'totals'>, number>;
}

/** Verifies one version. */
function addVersion(
  { of, differences, counts }: Contents,
  one: { head: ReturnHead; id: string; version: number; measures: Measures; finalAt: Date | null },
  stored: VersionContents,
): void {
  const { head, id, version, measures, finalAt } = one;
  const { force } = head;
  const verified = verifyVersion(stored, measures, { force, version });
  differences.push(...verified.differences);
  for (const basis of BASES) {
    const { counted, atFinal } = of[basis];
    const counting = countingVersion(head, basis);
    if (counting?.id === id) {
      const { id: _, ...version } = counting;
      counted.push({ force, ...version, results: verified.results });
    }
    if (finalAt !== null && versionAtFinal(head, basis, finalAt) === id) {
      atFinal.push({ force, results: verified.results });
    }
  }
  counts.versions += 1;
  counts.figures += stored.figures.length;
  counts.results += stored.results.length;
}

/** Totals as the service gives them, with everything named by its code. */
function plain({ restsOn, coverage, totals }: RegionalTotals): PlainTotals {
  const codes = (forces: readonly { readonly code: string }[]): string[] => forces.map(({ code }) => code);
  const coverageOf = (view: RegionalTotals['coverage']): PlainTotals['coverage'] => ({
    ...view,
    missing: codes(view.missing),
    notKnownSilent: codes(view.notHeard),
  });
  return {
    counted: restsOn.map(({ force, ...one }) => ({ ...one, force: force.code })),
    coverage: coverageOf(coverage),
    totals: totals.map((total) => ({
      ...total,
      measure: total.measure.code,
      coverage: coverageOf(total.coverage),
      withoutSignOff: codes(total.withoutSignOff),
      changedAfterFinal: codes(total.changedAfterFinal),
      byForce: total.byForce.map((line) => ({ ...line, force: line.force.code })),
      byGrouping: [
        ...(total.byClass ?? []).map((one) => ({ ...one, grouping: `class ${one.drugClass}` })),
        ...(total.byGroup ?? []).map((one) => ({ ...one, grouping: `group ${one.group}` })),
      ].map((one) => ({ ...one, parts: codes(one.parts), coverage: coverageOf(one.coverage) })),
    })),
  };
}
