import { WITHOUT_SIGN_OFF } from './accepted-phases.js';
import { mustPublish } from './releases-api.js';
import type { TestService } from '../service/test-service.js';

/** When the embargoes of the tests end. */
export const MINUTE = new Date('2027-03-10T09:30:00.000Z');
export const JUST_BEFORE = new Date(MINUTE.getTime() - 1);
export const LONG_BEFORE = new Date('2027-03-01T09:00:00.000Z');

export const COORDINATOR = 'demo-coordinator';
/** One of each role that reads releases, named for them. */
export const NAMED = ['demo-press', 'demo-pcc-dorset', 'demo-analyst-dorset', 'demo-approver-dorset'];
/** A press officer whom `addOtherPress` makes. */
export const OTHER_PRESS = 'other-press';
/** One of each role that reads releases, not named. */
export const UNNAMED = [OTHER_PRESS, 'demo-pcc-wiltshire', 'demo-analyst-wiltshire', 'demo-approver-wiltshire'];
/** Who reads no releases at all. */
export const STRANGERS = ['demo-admin', 'not-a-token', null];

/** Every query about a release and the totals behind it. PHASE is replaced. */
export const QUERIES = {
  release: `{ release(phase: "PHASE") { version status contentHash totals { value } headlines { sentence } } }`,
  'release 1': `{ release(phase: "PHASE", version: 1) { version status supersededBy totals { value } } }`,
  'release 2': `{ release(phase: "PHASE", version: 2) { version status supersededBy totals { value } } }`,
  headlines: `{ headlines(phase: "PHASE") { version mayChange sentences { sentence } } }`,
  checkText: `{ checkText(phase: "PHASE", text: "More than 5 people were arrested across the region.") { version status asAt claims { verdict suggestion total { value } } } }`,
  releaseDraft: `{ releaseDraft(phase: "PHASE") { version totals { value } } }`,
  copyHeadline: `mutation { copyHeadline(phase: "PHASE", version: 1, measure: "arrests") { version } }`,
  copiedHeadlines: `{ copiedHeadlines { phase { code } version headline { sentence } replacement { sentence } } }`,
  regionalTotals: `{ regionalTotals(phase: "PHASE", basis: ACCEPTED) { totals { value byForce { value } } } }`,
  forceTotals: `{ forceTotals(force: "wiltshire", operation: "scorpion", from: "2026-03-01") { version cells { value } } }`,
  phase: `{ phase(code: "PHASE") { code name status totalsHeldBack note returnsDueAt closesAt finalAt keptOpen
    returns { force { code } status version } exceptions { until } } }`,
  releaseReads: `{ releaseReads(phase: "PHASE") { version } }`,
  auditEntries: `{ auditEntries(phase: "PHASE", first: 100) { action details { name values } } }`,
} as const;
export type QueryName = keyof typeof QUERIES;

/** An answer with everything that a caller can see of it, but for what differs between any two answers. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Adds a second press officer, because the demo has one. */
export async function addOtherPress({ database }: TestService): Promise<void> {
  await database.asOwner(
    `INSERT INTO identities (id, role, token_hash) VALUES ('${OTHER_PRESS}', 'PRESS_OFFICER', sha256('${OTHER_PRESS}'))`,
  );
}

/** Publishes the next version under embargo until the minute. */
export async function hold(service: TestService, phase: string, given: object = {}): Promise<void> {
  const embargoUntil = MINUTE.toISOString();
  await mustPublish(service, { phase, embargoUntil, acknowledgements: [WITHOUT_SIGN_OFF], ...given });
}

/**
 * The headers that differ between any two answers: the time, the request's id, and whether the connection is kept. A
 * refusal before the body has arrived ends the connection, and the body may arrive sooner or later.
 */
const OF_ONE_ANSWER: readonly string[] = ['date', 'x-request-id', 'connection', 'keep-alive'];

/** What a caller sees of an answer. */
export async function whole(response: Response): Promise<WholeAnswer> {
  const headers = [...response.headers].filter(([name]) => !OF_ONE_ANSWER.includes(name));
  return { status: response.status, headers: Object.fromEntries(headers), body: await response.text() };
}

const bearer = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

/** Asks as a caller, and gives the whole answer. */
export async function askWhole(from: TestService, token: string | null, query: string): Promise<WholeAnswer> {
  const headers = { 'content-type': 'application/json', ...bearer(token) };
  return whole(await fetch(`${from.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) }));
}

/** The document that asks about a phase. */
export const about = (name: QueryName, phase: string): string => QUERIES[name].replaceAll('PHASE', phase);

/** Asks about a phase on one path, as a caller. */
type Path = (from: TestService, token: string | null, phase: string) => Promise<WholeAnswer>;

const byPost =
  (name: QueryName): Path =>
  async (from, token, phase) =>
    askWhole(from, token, about(name, phase));

const byGet =
  (name: QueryName): Path =>
  async (from, token, phase) => {
    const headers = { 'apollo-require-preflight': 'true', ...bearer(token) };
    return whole(await fetch(`${from.url}/graphql?query=${encodeURIComponent(about(name, phase))}`, { headers }));
  };

const file =
  (path: string, method: 'GET' | 'HEAD' = 'GET'): Path =>
  async (from, token, phase) =>
    whole(await fetch(`${from.url}/api/releases/${path.replace('PHASE', phase)}`, { method, headers: bearer(token) }));

/** A page of the demo, as its visitor or, with `?as=`, as the identity whose token it is. */
const page =
  (path: string, as: 'visitor' | 'caller' = 'visitor'): Path =>
  async (from, token, phase) => {
    const address = new URL(path.replaceAll('PHASE', phase), from.url);
    if (as === 'caller' && token !== null) address.searchParams.set('as', token);
    return whole(await fetch(address, { headers: { accept: 'text/html' } }));
  };

/** Every path to a release and to the totals behind it: queries by POST and GET, files, and pages. */
export const PATHS: Readonly<Record<string, Path>> = {
  ...Object.fromEntries((Object.keys(QUERIES) as QueryName[]).map((name) => [name, byPost(name)])),
  'release by GET': byGet('release'),
  'headlines by GET': byGet('headlines'),
  'regionalTotals by GET': byGet('regionalTotals'),
  'checkText by GET': byGet('checkText'),
  'page that checks a text': async (from, _token, phase) =>
    whole(
      await fetch(`${from.url}/headlines/${phase}/check`, {
        method: 'POST',
        body: new URLSearchParams({ text: 'More than 5 people were arrested across the region.' }),
      }),
    ),
  'page that checks a text as the caller': async (from, token, phase) =>
    whole(
      await fetch(`${from.url}/headlines/${phase}/check${token === null ? '' : `?as=${token}`}`, {
        method: 'POST',
        body: new URLSearchParams({ text: 'More than 5 people were arrested across the region.' }),
      }),
    ),
  'page of the phase': page('/phases/PHASE'),
  'page of headlines': page('/headlines/PHASE'),
  'page of headlines as the caller': page('/headlines/PHASE', 'caller'),
  'file on the page': page('/headlines/PHASE/files/PHASE.csv'),
  'file on the page as the caller': page('/headlines/PHASE/files/PHASE.json', 'caller'),
  'card on the page': page('/headlines/PHASE/cards/arrests.svg'),
  'card on the page as the caller': page('/headlines/PHASE/cards/arrests.txt', 'caller'),
  file: file('PHASE.json'),
  'file of version 1': file('PHASE/1.json'),
  'file of version 2': file('PHASE/2.json'),
  'CSV file': file('PHASE.csv'),
  'description of the CSV file': file('PHASE.csv-metadata.json'),
  'XLSX file': file('PHASE.xlsx'),
  'ODS file of version 1': file('PHASE/1.ods'),
  'press pack': file('PHASE.zip'),
  card: file('PHASE/cards/arrests.svg'),
  'card of version 1': file('PHASE/1/cards/arrests.png'),
  'text of a card': file('PHASE/cards/arrests.txt'),
  'head of the file': file('PHASE.json', 'HEAD'),
  'head of the file of version 1': file('PHASE/1.json', 'HEAD'),
};
