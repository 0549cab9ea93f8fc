import type { TestService } from '../service/test-service.js';
import { mustSubmit, type ReturnInput } from './returns-api.js';
import { mustTakeStep } from './return-steps.js';
import { mustSucceed } from './phases-api.js';

interface Coded {
  readonly code: string;
}

/** A phase's totals in few words, as somebody sees them. */
export interface SeenTotals {
  readonly asOf: string;
  /** The forces whose versions count. */
  readonly restsOn: readonly string[];
  readonly missing: readonly string[];
  /** By measure: the total as `AT_LEAST 104 104..`, and who is missing. */
  readonly totals: Readonly<Record<string, { readonly total: string; readonly missing: readonly string[] }>>;
  /** The lines of forces, by measure and force: `NOT_REPORTED`, or `REPORTED 40`, ` withheld` if it is. */
  readonly lines: Readonly<Record<string, string>>;
  /** The totals of parts, classes and groups, by measure. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
}

interface Sum {
  readonly value: number | null;
  readonly qualifier: string | null;
  readonly lower: number;
  readonly upper: number | null;
}

interface Missing {
  readonly missing: readonly Coded[];
}

interface Answer {
  readonly asOf: string;
  readonly restsOn: readonly { readonly force: Coded }[];
  readonly coverage: Missing;
  readonly totals: readonly (Sum & {
    readonly measure: Coded;
    readonly coverage: Missing;
    readonly byForce: readonly {
      readonly force: Coded;
      readonly state: string;
      readonly value: number | null;
      readonly withheld: boolean;
    }[];
    readonly byBreakdown: readonly (Sum & Coded)[];
    readonly byClass: readonly (Sum & { readonly drugClass: string })[];
    readonly byGroup: readonly (Sum & { readonly group: string })[];
  })[];
}

const SUM = 'value qualifier lower upper';

/** Everything that `regionalTotals` says of figures. */
const TOTALS_QUERY = `query ($phase: ID!, $basis: Basis, $asOf: DateTime) {
  regionalTotals(phase: $phase, basis: $basis, asOf: $asOf) {
    asOf restsOn { force { code } } coverage { missing { code } }
    totals { measure { code } ${SUM} coverage { missing { code } }
      byForce { force { code } state value withheld } byBreakdown { code ${SUM} }
      byClass { drugClass ${SUM} } byGroup { group ${SUM} } } } }`;

const codes = (items: readonly Coded[]): string[] => items.map(({ code }) => code);
const words = ({ value, qualifier, lower, upper }: Sum): string => `${qualifier} ${value} ${lower}..${upper ?? ''}`;

/** The totals of a phase, as the holder of a token sees them. */
export async function seenTotals(
  service: TestService,
  token: string,
  phase: string,
  more: { readonly basis?: string; readonly asOf?: string } = {},
): Promise<SeenTotals> {
  const { data, errors } = await service.ask<{ regionalTotals: Answer | null } | null>(token, TOTALS_QUERY, {
    phase,
    ...more,
  });
  if (data?.regionalTotals == null) throw new Error(`There are no totals: ${JSON.stringify(errors)}`);
  const { asOf, restsOn, coverage, totals } = data.regionalTotals;
  const byMeasure = <T>(of: (total: Answer['totals'][number]) => T): Record<string, T> =>
    Object.fromEntries(totals.map((total) => [total.measure.code, of(total)]));
  return {
    asOf,
    restsOn: codes(restsOn.map(({ force }) => force)),
    missing: codes(coverage.missing),
    totals: byMeasure((total) => ({ total: words(total), missing: codes(total.coverage.missing) })),
    lines: Object.fromEntries(
      totals.flatMap(({ measure, byForce }) =>
        byForce.map(({ force, state, value, withheld }) => [
          `${measure.code} ${force.code}`,
          `${state}${value === null ? '' : ` ${value}`}${withheld ? ' withheld' : ''}`,
        ]),
      ),
    ),
    parts: byMeasure(({ byBreakdown, byClass, byGroup }) => [
      ...byBreakdown.map((part) => `${part.code} ${words(part)}`),
      ...byClass.map((one) => `${one.drugClass} ${words(one)}`),
      ...byGroup.map((one) => `${one.group} ${words(one)}`),
    ]),
  };
}

/** Creates and opens a phase of Operation Scorpion. */
export async function openPhase(service: TestService, code: string): Promise<void> {
  const days = { startsOn: '2026-03-02', endsOn: '2026-03-08' };
  const input = { operation: 'scorpion', code, name: code, ...days, confirm: true };
  await mustSucceed(service, 'createPhase', { input });
  await mustSucceed(service, 'openPhase', { phase: code, reason: 'For this test.' });
}

/** Submits a return and has it accepted. */
export async function sendAndAccept(service: TestService, input: ReturnInput, token?: string): Promise<void> {
  const { phase, force } = input;
  const sent = await mustSubmit(service, input, token);
  const { version } = sent.return;
  const withoutSignOff = 'Nobody is on duty.';
  await mustTakeStep(service, 'demo-coordinator', 'acceptReturn', { phase, force, version, withoutSignOff });
}
