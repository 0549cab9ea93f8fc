import type { GraphqlAnswer, TestService } from '../service/test-service.js';

/** A figure, a total or a cell in an answer. */
export interface Amount {
  readonly value: number | null;
  readonly qualifier: string | null;
  readonly lower: number;
  readonly upper: number | null;
}

export interface Problem {
  readonly code: string;
  readonly severity: string;
  readonly measure: string | null;
  readonly breakdown: string | null;
  readonly message: string;
}

interface Coded {
  readonly code: string;
}

export interface FigureView extends Amount {
  readonly measure: { readonly code: string; readonly version: number; readonly name: string };
  readonly breakdown: Coded | null;
  readonly state: string;
  readonly note: string | null;
  readonly withheldUntil: string | null;
}

export interface ReturnView {
  readonly version: number;
  readonly status: string;
  readonly submittedAt: string | null;
  readonly window: { readonly from: string; readonly to: string } | null;
  readonly asAt: string | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly figures: readonly FigureView[];
}

export interface Submitted {
  readonly return: ReturnView;
  readonly warnings: readonly Problem[];
  readonly notEvaluated: readonly Problem[];
}

export interface FigureInput {
  readonly measure: string;
  readonly breakdown?: string | null;
  readonly value?: number | null;
  readonly unit?: string | null;
  readonly qualifier?: string | null;
  readonly note?: string | null;
  readonly withheldUntil?: string | null;
}

export interface ReturnInput {
  readonly phase: string;
  readonly force: string;
  readonly figures?: readonly FigureInput[] | null;
  readonly nil?: readonly string[] | null;
  readonly notApplicable?: readonly string[] | null;
  readonly othersNil?: boolean | null;
  readonly window?: { readonly from: string; readonly to: string } | null;
  readonly asAt?: string | null;
  readonly note?: string | null;
  readonly reason?: string | null;
  readonly onBehalf?: { readonly from: string; readonly at: string; readonly by: string } | null;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
  readonly withheldUntil?: string | null;
}

export interface CoverageView {
  readonly expected: number;
  readonly reported: number;
  readonly complete: boolean;
  readonly missing: readonly Coded[];
  readonly notHeard: readonly Coded[];
}

export interface TotalView extends Amount {
  readonly measure: { readonly code: string; readonly version: number; readonly name: string };
  readonly coverage: CoverageView;
  readonly byForce: readonly (Amount & { readonly force: Coded; readonly state: string })[];
  readonly byBreakdown: readonly (Amount & { readonly code: string; readonly name: string })[];
}

export interface TotalsView {
  readonly asOf: string;
  readonly restsOn: readonly { readonly force: Coded; readonly version: number; readonly submittedAt: string }[];
  readonly coverage: CoverageView;
  readonly totals: readonly TotalView[];
}

const PROBLEM = 'code severity measure breakdown message';
const AMOUNT = 'value qualifier lower upper';
const MEASURE = 'measure { code version name }';
const COVERAGE = 'coverage { expected reported complete missing { code } notHeard { code } }';
const RETURN = `version status submittedAt window { from to } asAt note reason
  figures { ${MEASURE} breakdown { code } state ${AMOUNT} note withheldUntil }`;

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  ... on SubmitReturnSuccess { return { ${RETURN} } warnings { ${PROBLEM} } notEvaluated { ${PROBLEM} } }
  ... on Rejection { problems { ${PROBLEM} } }
} }`;
const READ = `query ($phase: ID!, $force: ID!, $version: Int) {
  return(phase: $phase, force: $force, version: $version) { ${RETURN} }
}`;
const TOTALS = `query ($phase: ID!, $measures: [ID!]) { regionalTotals(phase: $phase, measures: $measures) {
  asOf restsOn { force { code } version submittedAt } ${COVERAGE}
  totals { ${MEASURE} ${AMOUNT} ${COVERAGE}
    byForce { force { code } state ${AMOUNT} } byBreakdown { code name ${AMOUNT} } }
} }`;

/** The outcome of a submission: one of the two. */
export interface Outcome extends Partial<Submitted> {
  readonly problems?: readonly Problem[];
}

/** Submits a return, as the force's analyst unless another token is given. */
export async function submit(
  service: TestService,
  input: ReturnInput,
  token = `demo-analyst-${input.force}`,
): Promise<GraphqlAnswer<{ readonly submitReturn: Outcome | null } | null>> {
  return service.ask(token, SUBMIT, { input });
}

/** Submits a return; fails the test unless it was taken. */
export async function mustSubmit(service: TestService, input: ReturnInput, token?: string): Promise<Submitted> {
  const { data, errors } = await submit(service, input, token);
  const outcome = data?.submitReturn;
  const { return: submitted, warnings, notEvaluated } = outcome ?? {};
  if (submitted === undefined || warnings === undefined || notEvaluated === undefined) {
    throw new Error(`The return was not taken: ${JSON.stringify(outcome?.problems ?? errors)}`);
  }
  return { return: submitted, warnings, notEvaluated };
}

/** Submits a return, and gives its problems; fails the test unless it was refused. */
export async function mustBeRefused(
  service: TestService,
  input: ReturnInput,
  token?: string,
): Promise<readonly Problem[]> {
  const { data, errors } = await submit(service, input, token);
  if (data?.submitReturn?.problems === undefined) {
    throw new Error(`The return was not refused: ${JSON.stringify(data ?? errors)}`);
  }
  return data.submitReturn.problems;
}

/** A force's return as its analyst reads it; null: there is no such version. */
export async function readReturn(
  service: TestService,
  key: { readonly phase: string; readonly force: string; readonly version?: number },
  token = `demo-analyst-${key.force}`,
): Promise<ReturnView | null> {
  const { data } = await service.ask<{ readonly return: ReturnView | null }>(token, READ, key);
  return data.return;
}

/** The totals of a phase as the coordinator reads them; without `measures`, the default measures. */
export async function totalsOf(
  service: TestService,
  phase: string,
  measures?: readonly string[] | null,
): Promise<TotalsView> {
  const variables = { phase, ...(measures === undefined ? {} : { measures }) };
  const answer = await service.ask<{ readonly regionalTotals: TotalsView | null } | null>(
    'demo-coordinator',
    TOTALS,
    variables,
  );
  if (answer.data?.regionalTotals == null) {
    throw new Error(`There are no totals: ${JSON.stringify(answer.errors)}`);
  }
  return answer.data.regionalTotals;
}

/** The total of one measure of a phase. */
export async function totalOf(service: TestService, phase: string, measure: string): Promise<TotalView> {
  const { totals } = await totalsOf(service, phase, [measure]);
  return totals[0]!;
}

/** Only value, qualifier and bounds. */
export function amount({ value, qualifier, lower, upper }: Amount): Amount {
  return { value, qualifier, lower, upper };
}

/** An exact amount. */
export function exactly(value: number): Amount {
  return { value, qualifier: 'EXACT', lower: value, upper: value };
}

/** The codes, in their order. */
export function codesOf(items: readonly Coded[]): string[] {
  return items.map(({ code }) => code);
}
