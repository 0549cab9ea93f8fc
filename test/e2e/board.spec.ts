import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustSubmit } from '../support/api/returns-api.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const PHASE = 'scorpion-3';

const BOARD = `query ($phase: ID!) { phase(code: $phase) {
  returns { force { code } status version acceptedVersion submittedAt late openQueries } } }`;
const SIGN_OFF = `mutation ($phase: ID!, $force: ID!, $version: Int!) {
  signOffReturn(phase: $phase, force: $force, version: $version) { __typename } }`;
const ACCEPT = `mutation ($phase: ID!, $force: ID!, $version: Int!) {
  acceptReturn(phase: $phase, force: $force, version: $version) { __typename } }`;
const ASK = `mutation ($phase: ID!, $force: ID!, $version: Int!) {
  queryReturn(phase: $phase, force: $force, version: $version, question: "Is it so?") { __typename } }`;
const WITHDRAW = `mutation ($phase: ID!, $force: ID!, $version: Int!) {
  withdrawReturn(phase: $phase, force: $force, version: $version, reason: "It is of phase 4.") { __typename } }`;
const SAVE = `mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) { __typename } }`;

interface BoardRow {
  readonly force: { readonly code: string };
  readonly status: string;
  readonly version: number | null;
  readonly late: boolean | null;
  readonly openQueries: number | null;
}

let service: TestService;

const boardOf = async (token: string): Promise<readonly BoardRow[]> => {
  const { data } = await service.ask<{ phase: { returns: BoardRow[] } }>(token, BOARD, { phase: PHASE });
  return data.phase.returns;
};

/** A summary by force. */
const summaryOf = async (token: string): Promise<Record<string, unknown>> =>
  Object.fromEntries((await boardOf(token)).map(({ force, ...row }) => [force.code, Object.values(row)]));

const send = (force: string, value: number) =>
  mustSubmit(service, { phase: PHASE, force, figures: [{ measure: 'arrests', value }] });

const step = async (token: string, mutation: string, force: string): Promise<void> => {
  const { data } = await service.ask<Record<string, { __typename: string }>>(token, mutation, {
    phase: PHASE,
    force,
    version: 1,
  });
  expect(Object.values(data)[0]?.__typename).toBe('ReturnChanged');
};

const AN_INSTANT = expect.stringMatching(/^\d{4}-/);

beforeAll(async () => {
  service = await startTestService();
  await send('avon-and-somerset', 10);
  await step('demo-approver-avon-and-somerset', SIGN_OFF, 'avon-and-somerset');
  await step('demo-coordinator', ACCEPT, 'avon-and-somerset');
  await send('devon-and-cornwall', 11);
  await step('demo-coordinator', ASK, 'devon-and-cornwall');
  await send('dorset', 12);
  await step('demo-analyst-dorset', WITHDRAW, 'dorset');
  await service.ask('demo-analyst-gloucestershire', SAVE, { input: { phase: PHASE, force: 'gloucestershire' } });
  await send('btp', 13);
}, 60_000);

afterAll(async () => {
  await service.stop();
});

describe('a board of 44 forces', () => {
  it('costs three statements, including the one for the token, like a board of 8', async () => {
    const board = `query ($phase: ID!) { phase(code: $phase) { code name status returnsDueAt closesAt finalAt
      participants { force { code } participation } asks { measure { code } ask }
      returns { force { code } status version submittedAt late openQueries } } }`;
    await service.database.asOwner(
      `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
       VALUES ('wide', 'scorpion', 'Wide', '2026-01-05', '2026-01-09', 'DAY', 'OPEN')`,
    );
    await service.database.asOwner(
      `INSERT INTO forces (code, name, kind, also_known_as)
       SELECT 'force-' || n, 'Force ' || n, 'TERRITORIAL_FORCE', '{}' FROM generate_series(1, 36) n`,
    );
    await service.database.asOwner(
      `INSERT INTO participations (phase, force, participation) SELECT 'wide', code, 'TAKING_PART' FROM forces`,
    );
    const read = async (phase: string): Promise<number> => {
      const { data } = await service.ask<{ phase: { returns: unknown[] } }>('demo-coordinator', board, { phase });
      return data.phase.returns.length;
    };
    expect([await read(PHASE), await read('wide')]).toEqual([8, 44]);
    // The returns are read in a transaction, which begins and ends.
    expect(await countStatements(() => read(PHASE))).toBe(3 + 2);
    expect(await countStatements(() => read('wide'))).toBe(3 + 2);
  });
});

describe('the board', () => {
  it('shows everything except drafts to the coordinator', async () => {
    expect(await summaryOf('demo-coordinator')).toEqual({
      'avon-and-somerset': ['ACCEPTED', 1, 1, AN_INSTANT, true, 0],
      btp: ['SUBMITTED', 1, null, AN_INSTANT, true, 0],
      crimestoppers: ['NOT_STARTED', null, null, null, false, 0],
      'devon-and-cornwall': ['QUERIED', 1, null, AN_INSTANT, true, 1],
      dorset: ['WITHDRAWN', 1, null, AN_INSTANT, true, 0],
      gloucestershire: ['NOT_STARTED', null, null, null, true, 0],
      swrocu: ['NOT_STARTED', null, null, null, false, 0],
      wiltshire: ['NOT_STARTED', null, null, null, true, 0],
    });
  });

  it.each(['demo-analyst-dorset', 'demo-approver-dorset', 'demo-pcc-dorset'])(
    'shows %s their own force in full, and of others accepted returns and whether they have reported',
    async (token) => {
      expect(await summaryOf(token)).toEqual({
        'avon-and-somerset': ['ACCEPTED', 1, 1, null, null, null],
        btp: ['SUBMITTED', null, null, null, null, null],
        crimestoppers: ['NOT_STARTED', null, null, null, null, null],
        'devon-and-cornwall': ['SUBMITTED', null, null, null, null, null],
        dorset: ['WITHDRAWN', 1, null, AN_INSTANT, true, 0],
        gloucestershire: ['NOT_STARTED', null, null, null, null, null],
        swrocu: ['NOT_STARTED', null, null, null, null, null],
        wiltshire: ['NOT_STARTED', null, null, null, null, null],
      });
    },
  );

  it.each([
    ['demo-analyst-gloucestershire', 'DRAFT'],
    ['demo-approver-gloucestershire', 'DRAFT'],
    ['demo-pcc-gloucestershire', 'NOT_STARTED'],
  ])('shows %s their own draft as %s', async (token, status) => {
    const row = (await boardOf(token)).find(({ force }) => force.code === 'gloucestershire');
    expect(row?.status).toBe(status);
  });

  it.each(['demo-press', 'demo-admin'])('shows nothing to %s', async (token) => {
    expect(await boardOf(token)).toEqual([]);
  });
});
