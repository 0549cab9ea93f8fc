import fc from 'fast-check';
import { asEmbeddedOwner } from '../support/database/embedded-database.js';
import { post } from '../support/service/service-process.js';

/* Returns whose every stored row is known beforehand, so that what is there of them can be told to be whole. */

const FORCES = [
  'avon-and-somerset',
  'devon-and-cornwall',
  'dorset',
  'gloucestershire',
  'wiltshire',
  'swrocu',
  'btp',
  'crimestoppers',
];
/** Phases in which every one of these takes part, or may. */
export const PHASES = Array.from({ length: 13 }, (_, index) => `scorpion-${index + 1}`);
const DRUGS = ['cocaine', 'crack-cocaine', 'heroin', 'cannabis', 'ketamine', 'amphetamine'];

/** One submission. Its note is its name: no other has it. */
export interface Submission {
  readonly phase: string;
  readonly force: string;
  readonly note: string;
  readonly idempotencyKey: string | null;
  readonly figures: readonly { readonly measure: string; readonly breakdown?: string; readonly value: number }[];
}

/** What an acknowledged submission was told. */
export interface Receipt {
  readonly version: number;
  readonly submittedAt: string;
}

/** A stored row of figures or of results: `arrests|NIL|0`, `drugs-weight/cocaine|REPORTED|4.5`. */
export type Line = string;

/** A version as the database has it. */
export interface StoredVersion {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
  readonly note: string;
  /** What the return counts its versions to be. */
  readonly counted: number;
  readonly states: number;
  readonly keys: number;
  readonly figures: readonly Line[];
  readonly results: readonly Line[];
}

const someFigures = fc
  .record({
    arrests: fc.integer({ min: 0, max: 500 }),
    warrants: fc.integer({ min: 0, max: 99 }),
    pence: fc.integer({ min: 0, max: 99_999_999 }),
    grams: fc.uniqueArray(fc.record({ drug: fc.constantFrom(...DRUGS), tenths: fc.integer({ min: 1, max: 99_999 }) }), {
      maxLength: DRUGS.length,
      selector: ({ drug }) => drug,
    }),
  })
  .map(({ arrests, warrants, pence, grams }): Submission['figures'] => [
    { measure: 'arrests', value: arrests },
    { measure: 'warrants-executed', value: warrants },
    { measure: 'cash-seized', value: pence / 100 },
    ...grams.map(({ drug, tenths }) => ({ measure: 'drugs-weight', breakdown: drug, value: tenths / 10 })),
  ]);

/** The same ones for the same `name` and `seed`, over every force and phase, two in three with an idempotency key. */
export function someSubmissions(name: string, seed: number, count: number): Submission[] {
  const one = fc.record({
    phase: fc.constantFrom(...PHASES),
    force: fc.constantFrom(...FORCES),
    figures: someFigures,
    keyed: fc.nat(2).map((third) => third > 0),
  });
  return fc.sample(one, { seed, numRuns: count }).map(({ keyed, ...submission }, index) => {
    const note = `${name}, submission ${index}`;
    return { ...submission, note, idempotencyKey: keyed ? note : null };
  });
}

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  ... on SubmitReturnSuccess { return { version submittedAt } } ... on Rejection { problems { code } } } }`;

/**
 * Sends it as the force's analyst. Null: not acknowledged, because the connection broke or the database was away.
 *
 * @throws Error for any other answer
 */
export async function send(url: string, submission: Submission): Promise<Receipt | null> {
  const answer = await post<{ submitReturn: { return?: Receipt } | null }>(
    url,
    `demo-analyst-${submission.force}`,
    SUBMIT,
    {
      input: submission,
    },
  );
  const receipt = answer?.data?.submitReturn?.return;
  if (receipt !== undefined) return receipt;
  if (answer === null || answer.errors.some(({ extensions }) => extensions.code === 'SERVICE_UNAVAILABLE')) return null;
  throw new Error(`${submission.note} was answered with ${JSON.stringify(answer)}`);
}

const READ = `query ($phase: ID!, $force: ID!, $version: Int) { return(phase: $phase, force: $force, version: $version) {
  note submittedAt figures { measure { code } breakdown { code } state value } } }`;

/** What the API tells of an acknowledged submission, in the shape of `toldOf`. */
export async function read(url: string, { phase, force }: Submission, { version }: Receipt): Promise<unknown> {
  const answer = await post<{ return: unknown }>(url, 'demo-coordinator', READ, { phase, force, version });
  return answer?.data?.return;
}

/** What the API is to tell of an acknowledged submission. */
export function toldOf({ note, figures }: Submission, { submittedAt }: Receipt): unknown {
  return {
    note,
    submittedAt,
    figures: figures.map(({ measure, breakdown, value }) => ({
      measure: { code: measure },
      breakdown: breakdown === undefined ? null : { code: breakdown },
      state: value === 0 ? 'NIL' : 'REPORTED',
      value,
    })),
  };
}

/** The rows of figures that a whole version of it has. */
export function figuresOf({ figures }: Submission): Line[] {
  return figures.map(({ measure, breakdown, value }) => line([measure, breakdown].join('/'), value)).sort();
}

/** The rows of results that a whole version of it has: its figures, and the weight that the parts come to. */
export function resultsOf(submission: Submission): Line[] {
  const parts = submission.figures.filter(({ breakdown }) => breakdown !== undefined);
  const tenths = parts.reduce((sum, { value }) => sum + Math.round(value * 10), 0);
  return [...figuresOf(submission), ...(parts.length === 0 ? [] : [line('drugs-weight/', tenths / 10)])].sort();
}

function line(place: string, value: number): Line {
  return `${place}|${value === 0 ? 'NIL' : 'REPORTED'}|${value}`;
}

const lines = (table: string): string => `
  (SELECT coalesce(array_agg(line ORDER BY line COLLATE "C"), '{}') FROM ${table} t,
     concat(t.measure, '/', t.part, '|', t.state, '|', trim_scale(t.value)) AS line
   WHERE t.version_id = v.id)`;

/** Every version that is there, by phase, force and version. */
export async function storedVersions(dataDir: string): Promise<StoredVersion[]> {
  return asEmbeddedOwner(
    dataDir,
    `SELECT v.phase, v.force, v.version, v.note, r.versions AS counted,
       (SELECT count(*)::int FROM version_states s WHERE s.version_id = v.id) AS states,
       (SELECT count(*)::int FROM idempotency_keys k WHERE k.version_id = v.id AND k.key = v.note) AS keys,
       ${lines('figures')} AS figures, ${lines('results')} AS results
     FROM return_versions v JOIN returns r ON r.phase = v.phase AND r.force = v.force
     ORDER BY v.phase, v.force, v.version`,
  );
}

/** How many versions the phases, and the returns, count in all. */
export async function countedVersions(dataDir: string): Promise<{ phases: number; returns: number }> {
  const [counted] = await asEmbeddedOwner<{ phases: number; returns: number }>(
    dataDir,
    `SELECT (SELECT sum(data_version)::int FROM phases) AS phases, (SELECT sum(versions)::int FROM returns) AS returns`,
  );
  return counted!;
}

const TOTALS = `query ($phase: ID!) { regionalTotals(phase: $phase, measures: ["arrests"]) {
  restsOn { force { code } version } totals { value byForce { force { code } value } } } }`;

interface Totals {
  readonly restsOn: readonly { readonly force: { readonly code: string }; readonly version: number }[];
  readonly totals: readonly {
    readonly byForce: readonly { readonly force: { readonly code: string }; readonly value: number | null }[];
  }[];
}

/** The version that counts of each force in a phase, with its arrests: `dorset 3: 17`. By the force's code. */
export async function countingArrests(url: string, phase: string): Promise<string[]> {
  const answer = await post<{ regionalTotals: Totals }>(url, 'demo-coordinator', TOTALS, { phase });
  const { restsOn, totals } = answer!.data!.regionalTotals;
  const cells = new Map(totals[0]!.byForce.map(({ force, value }) => [force.code, value]));
  return restsOn.map(({ force: { code }, version }) => `${code} ${version}: ${cells.get(code)}`);
}
