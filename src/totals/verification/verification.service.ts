import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../../access/index.js';
import { notFound } from '../../common/errors.js';
import { StartRefused, Transactions } from '../../database/index.js';
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
  type Basis,
  type CountedReturn,
  type Difference,
  type PhaseOfTotals,
  type PlainTotals,
  type ReturnHead,
  type VersionContents,
} from '../domain/index.js';
import { ALL_TOTALS, TotalsService, type RegionalTotals } from '../totals.service.js';
import { VerificationRepository } from './verification.repository.js';

/** How much was looked at. */
export interface Counts {
  readonly versions: number;
  readonly figures: number;
  readonly results: number;
  /** Totals of measures, of parts, of classes and of groups, on either basis. */
  readonly totals: number;
}

/** A difference, and the phase that it is of. */
export interface Finding extends Difference {
  readonly phase: string;
}

/** What came of one phase. */
export interface PhaseVerification {
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

/** Reads every return; submits none. */
const READER = { id: 'verification', role: 'REGIONAL_COORDINATOR', force: null } as const;

/** Definitions with their parts, by the measure's code. */
type Measures = Parameters<typeof verifyVersion>[1];

/** The most versions whose contents are in memory at once. */
const VERSIONS_AT_ONCE = 100;

/** Whether what is stored, and what the service tells of it, is what the figures come to. Reads only. */
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
   * Every phase, by first day.
   *
   * @throws StartRefused where row-level security would hide what is to be verified
   */
  async phases(): Promise<string[]> {
    return this.transactions.run(
      READER,
      async (tx) => {
        const unreadable = await this.repository.unreadable(tx);
        if (unreadable.length > 0) {
          throw new StartRefused(
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
   * Works out anew where every version of every return of a phase stands, from its steps, what it comes to, and the
   * phase's totals on either basis from that. All of it is read as it was at one moment, so that what others write meanwhile is no difference.
   *
   * @throws CodedError NOT_FOUND
   */
  async verifyPhase(phase: string): Promise<PhaseVerification> {
    return this.transactions.run(READER, (tx) => this.verifyPhaseIn(tx, phase), { readOnly: true, snapshot: true });
  }

  /**
   * The idempotency keys that do not lead to a version which the person who sent them submitted. Everybody's are looked
   * at for themselves, since nobody may see another's.
   *
   * @param phases null: of all phases
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
    const contents = await this.verifyContents(tx, returns, new Map(measures.map((one) => [one.code, one])));
    const asked = asks.map(({ measure }) => measure);
    const made = { startsOn: phase.startsOn, participants, asked, measures };
    const verified = {
      PROVISIONAL: await this.verifyTotals(tx, code, 'PROVISIONAL', { ...made, counted: contents.counted.PROVISIONAL }),
      ACCEPTED: await this.verifyTotals(tx, code, 'ACCEPTED', { ...made, counted: contents.counted.ACCEPTED }),
    };
    const { PROVISIONAL, ACCEPTED } = verified;
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

  /** What the service tells on a basis against what the versions that count on it come to. */
  private async verifyTotals(
    tx: EntityManager,
    code: string,
    basis: Basis,
    phase: PhaseOfTotals,
  ): Promise<{ readonly differences: readonly Difference[]; readonly totals: number }> {
    const recomputed = recomputeTotals(phase);
    const told = plain(await this.totals.regionalTotalsIn(tx, READER, code, { ...ALL_TOTALS, basis, withKinds: true }));
    return {
      differences: differencesBetween(statementsOfTotals(told), statementsOfTotals(recomputed)),
      totals: recomputed.totals.reduce(
        (sum, { byBreakdown, byKind }) => sum + 1 + byBreakdown.length + byKind.length,
        0,
      ),
    };
  }

  private async verifyContents(
    tx: EntityManager,
    returns: readonly ReturnHead[],
    measures: Measures,
  ): Promise<Contents> {
    const counted = { PROVISIONAL: [], ACCEPTED: [] };
    const all: Contents = { counted, differences: [], counts: { versions: 0, figures: 0, results: 0 } };
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
          addVersion(all, { head, id, version, measures: under }, contents);
        }
      }
    }
    return all;
  }

  /**
   * The definitions that a version was counted under, where they are no longer those of its phase's first day: what is
   * withdrawn keeps nobody from changing a definition, or that day.
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

/** What is stored of a version of which nothing is. */
const NOTHING: VersionContents = { figures: [], results: [] };

/** What came of the versions of a phase so far. */
interface Contents {
  readonly counted: Readonly<Record<Basis, CountedReturn[]>>;
  readonly differences: Difference[];
  readonly counts: Record<Exclude<keyof Counts, 'totals'>, number>;
}

/** Verifies one version. */
function addVersion(
  { counted, differences, counts }: Contents,
  of: { head: ReturnHead; id: string; version: number; measures: Measures },
  stored: VersionContents,
): void {
  const { head, id, version, measures } = of;
  const { force } = head;
  const verified = verifyVersion(stored, measures, { force, version });
  differences.push(...verified.differences);
  for (const basis of BASES) {
    const counting = countingVersion(head, basis);
    if (counting?.id === id) {
      const { id: _, ...one } = counting;
      counted[basis].push({ force, ...one, results: verified.results });
    }
  }
  counts.versions += 1;
  counts.figures += stored.figures.length;
  counts.results += stored.results.length;
}

/** Totals as they are told, everything named by its code. */
function plain({ restsOn, coverage, totals }: RegionalTotals): PlainTotals {
  const codes = (forces: readonly { readonly code: string }[]): string[] => forces.map(({ code }) => code);
  const coverageOf = (view: RegionalTotals['coverage']): PlainTotals['coverage'] => ({
    ...view,
    missing: codes(view.missing),
    notHeard: codes(view.notHeard),
  });
  return {
    counted: restsOn.map(({ force, ...one }) => ({ ...one, force: force.code })),
    coverage: coverageOf(coverage),
    totals: totals.map((total) => ({
      ...total,
      measure: total.measure.code,
      coverage: coverageOf(total.coverage),
      withoutSignOff: codes(total.withoutSignOff),
      byForce: total.byForce.map((line) => ({ ...line, force: line.force.code })),
      byKind: [
        ...(total.byClass ?? []).map((one) => ({ ...one, kind: `class ${one.drugClass}` })),
        ...(total.byGroup ?? []).map((one) => ({ ...one, kind: `group ${one.group}` })),
      ].map((one) => ({ ...one, parts: codes(one.parts), coverage: coverageOf(one.coverage) })),
    })),
  };
}
