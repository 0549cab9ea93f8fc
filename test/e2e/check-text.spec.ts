import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { acceptedPhase, sendAcceptedWithoutSignOff, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { hold } from '../support/api/embargo-paths.js';
import { mustPublish } from '../support/api/releases-api.js';
import { contentsOf } from '../support/database/database-states.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* A press release is pasted, and each figure in it is compared with what is released. */

const PRESS = 'demo-press';
const CLAIMS = `version status claims { words start length measure { code } breakdown { code } force { code } forces { code }
  value qualifier lower upper verdict caution total { value qualifier lower upper } coverage { reported expected } suggestion }
  notRead { words start length }`;

interface Claim {
  readonly words: string;
  readonly start: number;
  readonly length: number;
  readonly verdict: string;
  readonly caution: string | null;
  readonly suggestion: string | null;
}
interface Checked {
  readonly version: number | null;
  readonly status: string | null;
  readonly claims: readonly Claim[];
  readonly notRead: readonly { readonly words: string }[];
}

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  await acceptedPhase(service, 'said', {
    figures: [
      { measure: 'arrests', value: 26 },
      { measure: 'cash-seized', value: 4147.7 },
      { measure: 'drugs-weight', value: 26, breakdown: 'cannabis' },
    ],
  });
  await mustPublish(service, { phase: 'said', acknowledgements: [WITHOUT_SIGN_OFF] });
});

afterAll(async () => {
  await service.stop();
});

async function answered(
  text: string,
  { phase = 'said', token = PRESS, draft = false }: { phase?: string; token?: string | null; draft?: boolean } = {},
): Promise<{ readonly checked: Checked | null; readonly codes: readonly string[] }> {
  const { data, errors } = await service.ask<{ checkText: Checked | null } | null>(
    token,
    `query ($phase: ID!, $text: String!, $draft: Boolean) { checkText(phase: $phase, text: $text, draft: $draft) { ${CLAIMS} } }`,
    { phase, text, draft },
  );
  return { checked: data?.checkText ?? null, codes: errors.map(({ extensions }) => extensions.code) };
}

const verdicts = async (text: string, options = {}): Promise<string[]> =>
  ((await answered(text, options)).checked?.claims ?? []).map(({ words, verdict }) => `${words} ${verdict}`);

describe('the figures of a text', () => {
  it('each have a verdict, the total that they were compared with, and words that would be true', async () => {
    const text =
      'More than 120 people were arrested across the region and £20,738 in cash was seized. Dorset Police made 27 arrests.';
    const { checked } = await answered(text);
    expect(checked).toMatchObject({ version: 1, status: 'PUBLISHED', notRead: [] });
    expect(checked?.claims).toMatchObject([
      {
        words: 'More than 120',
        measure: { code: 'arrests' },
        breakdown: null,
        force: null,
        forces: [],
        value: 120,
        qualifier: 'AT_LEAST',
        lower: 121,
        upper: null,
        verdict: 'SUPPORTED',
        caution: null,
        total: { value: 130, qualifier: 'EXACT', lower: 130, upper: 130 },
        coverage: { reported: 5, expected: 5 },
        suggestion: null,
      },
      {
        words: '£20,738',
        verdict: 'CONTRADICTED',
        suggestion: '£20,738.50 in cash suspected to be linked to criminality was seized across the region.',
      },
      {
        words: '27',
        force: { code: 'dorset' },
        verdict: 'CONTRADICTED',
        coverage: null,
        suggestion: '26 people were arrested by police in Dorset.',
      },
    ]);
    for (const { words, start, length } of checked?.claims ?? []) expect(text.slice(start, start + length)).toBe(words);
  });

  it('have suggestions that are SUPPORTED themselves', async () => {
    const { checked } = await answered('131 arrests, 0.12kg of cannabis and £1m in cash across the region.');
    const suggestions = (checked?.claims ?? []).flatMap(({ suggestion }) => suggestion ?? []);
    expect(suggestions).toHaveLength(3);
    for (const suggestion of suggestions)
      expect(await verdicts(suggestion)).toEqual([expect.stringMatching(/ SUPPORTED$/)]);
  });

  it('of several forces are compared with their sum', async () => {
    expect(await verdicts('Dorset and Wiltshire made 52 arrests.')).toEqual(['52 SUPPORTED']);
    expect(await verdicts('Dorset and Wiltshire made 51 arrests.')).toEqual(['51 CONTRADICTED']);
  });

  it('are warned of if "up to" is far above the total', async () => {
    const { checked } = await answered('Up to 200 arrests across the region.');
    expect(checked?.claims).toMatchObject([{ verdict: 'SUPPORTED', caution: 'LOOSE' }]);
  });

  it('are NOT_RELEASED where the release says nothing of them, and not read where it is not certain what they are', async () => {
    const { checked } = await answered('14 cannabis factories were found. Arrests are up 14% on last year.');
    expect(checked?.claims).toMatchObject([{ words: '14', verdict: 'NOT_RELEASED', total: null, suggestion: null }]);
    expect(checked?.notRead).toMatchObject([{ words: '14%' }]);
  });

  it('are NOT_SUPPORTED where a force is missing', async () => {
    await acceptedPhase(service, 'short');
    const withheld = { measure: 'arrests', value: 26, withheldUntil: new Date(Date.now() + 86_400_000).toISOString() };
    await sendAcceptedWithoutSignOff(service, {
      phase: 'short',
      force: 'dorset',
      figures: [withheld, { measure: 'charges', value: 1 }],
      reason: 'A live job.',
    });
    await mustPublish(service, { phase: 'short', acknowledgements: [WITHOUT_SIGN_OFF] });
    const { checked } = await answered('130 arrests across the region.', { phase: 'short' });
    expect(checked?.claims).toMatchObject([
      {
        verdict: 'NOT_SUPPORTED',
        suggestion: 'At least 104 people were arrested across the region, with four of the five forces reporting.',
      },
    ]);
  });
});

describe('checking a text', () => {
  const TEXT = '130 arrests across the region.';

  it('stores nothing, whoever asks', async () => {
    const before = await contentsOf(service.database);
    for (const token of [PRESS, 'demo-pcc-dorset', 'demo-analyst-dorset', 'demo-coordinator']) {
      expect(await verdicts(TEXT, { token })).toEqual(['130 SUPPORTED']);
    }
    expect(await contentsOf(service.database)).toEqual(before);
  });

  it('says of a release that is not there, is held or was withdrawn that nothing is released', async () => {
    await acceptedPhase(service, 'kept', { totalsHeldBack: true });
    expect((await answered(TEXT, { phase: 'kept' })).checked).toMatchObject({
      version: null,
      claims: [{ verdict: 'NOT_RELEASED' }],
    });
    await hold(service, 'kept', { namedReaders: ['demo-pcc-dorset'] });
    expect((await answered(TEXT, { phase: 'kept' })).checked).toMatchObject({
      version: null,
      claims: [{ verdict: 'NOT_RELEASED' }],
    });
    const named = { phase: 'kept', token: 'demo-pcc-dorset' };
    expect((await answered(TEXT, named)).checked).toMatchObject({
      version: 1,
      status: 'HELD',
      claims: [{ verdict: 'SUPPORTED' }],
    });
    const reads = `SELECT person FROM release_reads WHERE phase = 'kept'`;
    expect(await service.database.asOwner(reads)).toEqual([{ person: 'demo-pcc-dorset' }]);
    const withdraw = 'mutation { withdrawRelease(phase: "kept", version: 1, reason: "Wrong.") { __typename } }';
    await service.ask('demo-coordinator', withdraw);
    expect((await answered(TEXT, named)).checked).toMatchObject({
      status: 'WITHDRAWN',
      claims: [{ verdict: 'NOT_RELEASED' }],
    });
  });

  it('is done against the next release for the coordinator only', async () => {
    await acceptedPhase(service, 'next');
    const next = { phase: 'next', draft: true };
    expect(await verdicts(TEXT, { ...next, token: 'demo-coordinator' })).toEqual(['130 SUPPORTED']);
    expect((await answered(TEXT, next)).codes).toEqual(['FORBIDDEN']);
  });

  it.each([
    ['an unknown phase', TEXT, { phase: 'nowhere' }, 'NOT_FOUND'],
    ['a role that reads no releases', TEXT, { token: 'demo-admin' }, 'FORBIDDEN'],
    ['no token', TEXT, { token: null }, 'UNAUTHENTICATED'],
    ['a blank text', ' \n ', {}, 'BAD_USER_INPUT'],
    ['a text that is too long', 'a'.repeat(20_001), {}, 'BAD_USER_INPUT'],
    ['a text with too many numbers', '1 '.repeat(501), {}, 'BAD_USER_INPUT'],
  ])('is refused for %s', async (_, text, options, code) => {
    expect((await answered(text, options)).codes).toEqual([code]);
  });
});

describe('the page that checks a text', () => {
  const send = async (text: string, phase = 'said'): Promise<Response> =>
    fetch(`${service.url}/headlines/${phase}/check`, { method: 'POST', body: new URLSearchParams({ text }) });

  it('shows a form, and then the text with each figure marked in words', async () => {
    const form = load(await (await fetch(`${service.url}/headlines/said/check`)).text());
    expect(form('form').attr('action')).toBe('/headlines/said/check');
    const text = '130 arrests across the region.\n\nDorset made 27 arrests. <b>& more</b>, up 14%.';
    const response = await send(text);
    const page = load(await response.text());
    expect([response.status, page('title').text()]).toEqual([200, 'Check a draft: Phase said - Operation Scorpion']);
    expect(page('.app-checked').text()).toBe(
      '130 (true) arrests across the region.\n\nDorset made 27 (wrong) arrests. <b>& more</b>, up 14% (not read).',
    );
    expect(page('textarea').text().trim()).toBe(text);
    expect(page('.govuk-summary-card').length).toBe(2);
    expect(page('.govuk-summary-list').text()).toContain('26 people were arrested by police in Dorset.');
  });

  it.each([
    ['nothing', '', 'Give the text to check.'],
    ['too much', 'a'.repeat(20_001), 'The limit is 20,000.'],
  ])('says what is wrong with %s, and keeps the text', async (_, text, message) => {
    const response = await send(text);
    const page = load(await response.text());
    expect([response.status, page('title').text()]).toEqual([422, expect.stringMatching(/^Error: /)]);
    expect(page('.govuk-error-summary').text()).toContain(message);
    expect(page('textarea').text().trim()).toBe(text);
  });

  it('shows no release under embargo, and is not there for an unknown phase or a larger body', async () => {
    await acceptedPhase(service, 'embargoed', { totalsHeldBack: true });
    await hold(service, 'embargoed');
    const page = load(await (await send('130 arrests across the region.', 'embargoed')).text());
    expect(page('.app-checked').text()).toContain('(not released)');
    expect(page('main').text()).toContain('No release of this phase is published.');
    expect((await send('130 arrests.', 'nowhere')).status).toBe(404);
    expect((await send('a'.repeat(300_000))).status).toBe(413);
    expect((await fetch(`${service.url}/headlines/said/check`, { method: 'PUT' })).status).toBe(405);
  });

  it('takes no form of another site', async () => {
    const statusWith = async (headers: Readonly<Record<string, string>>): Promise<number> => {
      const body = new URLSearchParams({ text: '130 arrests.' });
      return (await fetch(`${service.url}/headlines/said/check`, { method: 'POST', headers, body })).status;
    };
    for (const site of ['cross-site', 'same-site']) expect(await statusWith({ 'sec-fetch-site': site })).toBe(403);
    for (const site of ['same-origin', 'none']) expect(await statusWith({ 'sec-fetch-site': site })).toBe(200);
    // Older browsers send only the origin.
    for (const origin of ['null', 'https://evil.example', 'http://127.0.0.1:9'])
      expect(await statusWith({ origin })).toBe(403);
    expect(await statusWith({ origin: new URL(service.url).origin })).toBe(200);
  });

  it('says of a withdrawn release that its figures must not be used', async () => {
    const page = load(await (await send('130 arrests across the region.', 'kept')).text());
    expect(page('main').text()).toContain('No release of this phase is published.');
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])('reads no %s', async (type) => {
    const headers = { 'content-type': type };
    const response = await fetch(`${service.url}/headlines/said/check`, { method: 'POST', headers, body: '{}' });
    expect([response.status, await response.text()]).toEqual([
      415,
      expect.stringContaining('Send the form as application/x-www-form-urlencoded.'),
    ]);
  });
});

it('every force can be named by each of its names', async () => {
  const { data } = await service.ask('demo-press', '{ forces(first: 50) { code name alsoKnownAs } }');
  const { forces } = data as { forces: { code: string; name: string; alsoKnownAs: string[] }[] };
  for (const { code, name, alsoKnownAs } of forces) {
    for (const one of [name, ...alsoKnownAs]) {
      const { checked } = await answered(`${one} made 26 arrests.`);
      expect([one, checked?.claims]).toMatchObject([one, [{ force: { code } }]]);
    }
  }
});
