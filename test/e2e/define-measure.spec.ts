import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProblemCode } from '../../src/common/problem.js';
import { DEFINITION_PROBLEMS } from '../../src/common/problems/definition-problems.js';
import { contentsOf } from '../support/database/database-states.js';
import { define } from '../support/api/dictionary-api.js';
import { mustSubmit, codesOf, exactly, readReturn, totalOf, totalsOf } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const NEW = {
  code: 'drones-seized',
  name: 'Drones seized',
  category: 'SEIZURES',
  unit: 'COUNT',
  definition: 'Drones.',
};
const LATER = { ...NEW, name: 'Drones and parts seized', validFrom: '2025-01-01' };
const OTHER = { ...NEW, code: 'other', name: 'Other' };

interface Item {
  readonly code: string;
  readonly [field: string]: unknown;
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function read(query: string): Promise<Readonly<Record<string, readonly Item[]>>> {
  const { data, errors } = await service.ask<Record<string, Item[]>>('demo-press', query);
  expect(errors).toEqual([]);
  return data;
}

describe('a new measure', () => {
  it('can be returned at once, for every phase, even an old one', async () => {
    const { measure } = await define(service, NEW);
    expect(measure).toMatchObject({ code: NEW.code, version: 1, name: NEW.name, validFrom: null });
    await mustSubmit(service, { phase: 'viper-2024', force: 'dorset', figures: [{ measure: NEW.code, value: 3 }] });
    expect(await totalOf(service, 'viper-2024', NEW.code)).toMatchObject(exactly(3));
    const { measures } = await read('{ measures(first: 100) { code } }');
    expect(codesOf(measures!).at(-1)).toBe(NEW.code);
  });
});

describe('a new version of a measure', () => {
  it('applies from its first day on, and not before', async () => {
    const { measure } = await define(service, LATER);
    expect(measure).toMatchObject({ version: 2, name: LATER.name, validFrom: '2025-01-01' });
    const found = await Promise.all(
      ['(on: "2024-12-31", first: 100)', '(on: "2025-01-01", first: 100)', '(first: 100)'].map(async (page) => {
        const { measures } = await read(`{ measures${page} { code name } }`);
        return measures?.find(({ code }) => code === NEW.code)?.['name'];
      }),
    );
    expect(found).toEqual([NEW.name, LATER.name, LATER.name]);
    const before = await totalOf(service, 'viper-2024', NEW.code);
    expect(before.measure).toEqual({ code: NEW.code, version: 1, name: NEW.name });
    expect((await totalOf(service, 'scorpion-11', NEW.code)).measure).toMatchObject({ version: 2, name: LATER.name });
    const { measureHistory } = await read(`{ measureHistory(measure: "${NEW.code}") { code version validFrom } }`);
    expect(measureHistory?.map(({ version, validFrom }) => [version, validFrom])).toEqual([
      [1, null],
      [2, '2025-01-01'],
    ]);
  });

  it('leaves earlier answers unchanged, because it begins after every phase with returns', async () => {
    const key = { phase: 'scorpion-11', force: 'dorset' };
    await mustSubmit(service, { ...key, figures: [{ measure: NEW.code, value: 3 }] });
    const readAll = async (): Promise<unknown> => [await readReturn(service, key), await totalsOf(service, key.phase)];
    const before = await readAll();
    const third = { ...LATER, name: 'Drones, parts and pilots' };
    // Scorpion 11 begins on 2025-02-17.
    for (const validFrom of ['2025-01-02', '2025-02-16', '2025-02-17']) {
      expect(codesOf((await define(service, { ...third, validFrom })).problems ?? [])).toEqual([
        'VALID_FROM_TOO_EARLY',
      ]);
    }
    const { measure } = await define(service, { ...third, validFrom: '2025-02-18' });
    expect(measure).toMatchObject({ version: 3, name: third.name });
    expect(await readAll()).toEqual(before);
  });

  it('keeps the earlier value of every field that is left out or null', async () => {
    const whole = {
      ...NEW,
      code: 'vapes-seized',
      name: 'Vapes seized',
      alsoKnownAs: ['vapes', 'e-cigarettes'],
      breakdown: 'drug',
      breakdownRule: 'SUBSET',
      exhaustive: true,
      ask: 'ASKED',
      acrossPhases: 'NONE',
      headline: 'PARTS',
      preferredDirection: 'DOWN',
    };
    const { measure: first } = await define(service, whole);
    const bare = { ...NEW, code: 'vapes-seized', name: 'Vapes and liquids seized' };
    const { measure: second } = await define(service, { ...bare, validFrom: '2027-01-01' });
    expect(second).toEqual({ ...first, version: 2, name: bare.name, validFrom: '2027-01-01' });
    const nulls = { alsoKnownAs: null, breakdown: null, exhaustive: null, ask: null, headline: null };
    const { measure: third } = await define(service, { ...bare, ...nulls, validFrom: '2027-01-02' });
    expect(third).toEqual({ ...second, version: 3, validFrom: '2027-01-02' });
    const changes = { alsoKnownAs: [], exhaustive: false, ask: 'CORE', headline: 'TOTAL' };
    const { measure: fourth } = await define(service, { ...bare, ...changes, validFrom: '2027-01-03' });
    expect(fourth).toEqual({ ...third, ...changes, version: 4, validFrom: '2027-01-03' });
  });
});

describe('a definition', () => {
  const PROBLEMS: readonly [ProblemCode, object, RegExp][] = [
    ['CODE_NOT_ALLOWED', { ...OTHER, code: 'Drones Seized' }, /hyphens.*'Drones Seized'/],
    ['TEXT_MISSING', { ...OTHER, definition: ' ' }, /definition.*one of these is blank/],
    ['NAME_TAKEN', { ...OTHER, name: 'Raids' }, /'raids' belongs to warrants-executed/],
    ['UNIT_FIXED', { ...LATER, unit: 'GBP', validFrom: '2026-01-01' }, /the measure has the unit COUNT/],
    [
      'BREAKDOWN_NOT_KNOWN',
      { ...OTHER, breakdown: 'nope', breakdownRule: 'SUBSET' },
      /'nope'; expected one of age-group, closure-type, /,
    ],
    ['RULE_MISSING', { ...OTHER, breakdown: 'drug' }, /only one of/],
    [
      'EXHAUSTIVE_NEEDS_SUBSET',
      { ...OTHER, breakdown: 'drug', breakdownRule: 'OVERLAP', exhaustive: true },
      /the rule is OVERLAP/,
    ],
    ['HEADLINE_NEEDS_BREAKDOWN', { ...OTHER, headline: 'PARTS' }, /PARTS needs a breakdown.*has none/],
    ['VALID_FROM_NOT_ALLOWED', { ...OTHER, validFrom: '2025-01-01' }, /2025-01-01.*new measure/],
    ['VALID_FROM_MISSING', { ...LATER, validFrom: null }, /no day was given.*applies from 2025-02-18/],
    ['VALID_FROM_NOT_POSSIBLE', { ...LATER, validFrom: '9999-12-31' }, /9999-12-31 was given/],
    [
      'VALID_FROM_TOO_EARLY',
      { ...OTHER, code: 'arrests', name: 'Arrests', category: 'ARRESTS', validFrom: '2025-02-17' },
      /2025-02-17 was given.*begins on 2025-02-17/,
    ],
  ];

  it('has a case for every problem code', () => {
    expect(PROBLEMS.map(([code]) => code).sort()).toEqual(Object.keys(DEFINITION_PROBLEMS).sort());
  });

  it.each(PROBLEMS)('is rejected for %s, and nothing is stored', async (code, input, message) => {
    const before = await contentsOf(service.database);
    const outcome = await define(service, input);
    expect(outcome).toEqual({ problems: [{ code, message: expect.stringMatching(message) }] });
    expect(await contentsOf(service.database)).toEqual(before);
  });

  it('is rejected for a blank alias', async () => {
    const { problems } = await define(service, { ...OTHER, alsoKnownAs: ['others', ' \t'] });
    expect(problems).toEqual([
      {
        code: 'TEXT_MISSING',
        message:
          'A measure needs a name and a definition, and its other names must not be blank. Found: one of these is blank.',
      },
    ]);
  });

  it('is reported once for a name that another measure has twice', async () => {
    // The measure disruptions is also known as disruptions.
    const { problems } = await define(service, { ...OTHER, name: 'Disruptions' });
    expect(problems).toEqual([
      {
        code: 'NAME_TAKEN',
        message:
          "The name, or one of the other names, already belongs to another measure. Found: 'disruptions' belongs to disruptions.",
      },
    ]);
  });
});
