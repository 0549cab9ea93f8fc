import { describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '../../common/problem.js';
import { DEFINITION_PROBLEMS } from '../../common/problems/definition-problems.js';
import { aMeasure } from '../../../test/support/returns/return-samples.js';
import { completeDefinition, definitionProblems, type DefinitionContext, type SentDefinition } from './definition.js';
import type { Measure } from './measure.js';

const ARRESTS = aMeasure();
const SEIZURES = aMeasure({ code: 'drug-seizures', name: 'Drug seizures', alsoKnownAs: ['seizures'] });
const BREAKDOWNS = [{ code: 'age-group', parts: [] }];
const FRESH: DefinitionContext = {
  history: [],
  everyMeasure: [ARRESTS, SEIZURES],
  breakdowns: BREAKDOWNS,
  usedOn: null,
};

/** A new measure without problems, apart from the given fields. */
const fresh = (given: Partial<Measure> = {}): Measure =>
  aMeasure({ code: 'drones-seized', name: 'Drones seized', alsoKnownAs: ['drones'], ...given });
const codes = (definition: Measure, context = FRESH): string[] =>
  definitionProblems(definition, context).map(({ code }) => code);

/** A second version of arrests, from 2024 on. */
const again = (given: Partial<Measure> = {}): Measure => aMeasure({ validFrom: '2024-01-01', ...given });
const after = (...history: readonly Measure[]): DefinitionContext => ({ ...FRESH, history });

describe('the definition of a measure', () => {
  it('is accepted if it is new and has no problems', () => {
    expect(codes(fresh())).toEqual([]);
    expect(codes(fresh({ breakdown: 'age-group', breakdownRule: 'SUBSET', exhaustive: true }))).toEqual([]);
    expect(codes(fresh({ breakdown: 'age-group', breakdownRule: 'PARTITION' }))).toEqual([]);
  });

  it.each(['drones', 'a', '4x4-vehicles', 'a'.repeat(60)])('is accepted with the code %s', (code) => {
    expect(codes(fresh({ code, alsoKnownAs: [] }))).toEqual([]);
  });

  it.each(['', 'Drones', 'drones seized', '-drones', 'drones-', 'dro--nes', 'drönes', 'drones\n', 'a'.repeat(61)])(
    'is rejected with the code %j',
    (code) => {
      expect(codes(fresh({ code, alsoKnownAs: [] }))).toEqual(['CODE_NOT_ALLOWED']);
    },
  );

  it.each([
    ['a blank name', { name: ' ' }, 'TEXT_MISSING'],
    ['a blank definition', { definition: '\n' }, 'TEXT_MISSING'],
    ['a blank alias', { alsoKnownAs: ['drones', ' '] }, 'TEXT_MISSING'],
    ['the name of another', { name: 'Drug seizures' }, 'NAME_TAKEN'],
    ['the name of another in other letters', { name: ' DRUG Seizures ' }, 'NAME_TAKEN'],
    ['an alias that is the code of another', { alsoKnownAs: ['drug-seizures'] }, 'NAME_TAKEN'],
    ['a name that is an alias of another', { name: 'Seizures' }, 'NAME_TAKEN'],
    ['an unknown breakdown', { breakdown: 'colour', breakdownRule: 'SUBSET' }, 'BREAKDOWN_NOT_KNOWN'],
    ['a breakdown without its rule', { breakdown: 'age-group' }, 'RULE_MISSING'],
    ['a rule without a breakdown', { breakdownRule: 'SUBSET' }, 'RULE_MISSING'],
    ['exhaustive, and no breakdown', { exhaustive: true }, 'EXHAUSTIVE_NEEDS_SUBSET'],
    [
      'an exhaustive PARTITION',
      { breakdown: 'age-group', breakdownRule: 'PARTITION', exhaustive: true },
      'EXHAUSTIVE_NEEDS_SUBSET',
    ],
    [
      'an exhaustive OVERLAP',
      { breakdown: 'age-group', breakdownRule: 'OVERLAP', exhaustive: true },
      'EXHAUSTIVE_NEEDS_SUBSET',
    ],
    ['a headline of PARTS, and no breakdown', { headline: 'PARTS' }, 'HEADLINE_NEEDS_BREAKDOWN'],
    ['a first day', { validFrom: '2024-01-01' }, 'VALID_FROM_NOT_ALLOWED'],
  ] as const)('is rejected with %s', (_, given, code) => {
    expect(codes(fresh(given))).toEqual([code]);
  });

  it('may have a headline of PARTS where it has a breakdown', () => {
    expect(codes(fresh({ breakdown: 'age-group', breakdownRule: 'PARTITION', headline: 'PARTS' }))).toEqual([]);
  });

  it('is reported once for a name that another measure has twice', () => {
    const twice = aMeasure({ code: 'disruptions', name: 'Disruptions', alsoKnownAs: ['disruptions', 'Disruptions '] });
    const context = { ...FRESH, everyMeasure: [ARRESTS, SEIZURES, twice] };
    const named = fresh({ name: 'DISRUPTIONS', alsoKnownAs: ['disruptions'] });
    expect(definitionProblems(named, context)).toMatchObject([
      {
        code: 'NAME_TAKEN',
        message:
          "The name, or one of the other names, already belongs to another measure. Found: 'disruptions' belongs to disruptions.",
      },
    ]);
  });

  it('is rejected with a long code shortened to a readable length', () => {
    const [problem] = definitionProblems(fresh({ code: 'a'.repeat(500) }), FRESH);
    expect(problem?.message).toBe(`${DEFINITION_PROBLEMS.CODE_NOT_ALLOWED.when} Found: '${'a'.repeat(80)}…'.`);
  });

  it('is rejected with every problem at once, each with the value found', () => {
    const wrong = fresh({
      code: 'Drones',
      name: '',
      alsoKnownAs: ['seizures'],
      exhaustive: true,
      validFrom: '2024-01-01',
    });
    const problems = definitionProblems({ ...wrong, breakdown: 'colour' }, FRESH);
    expect(problems.map(({ code }) => code)).toEqual([
      'CODE_NOT_ALLOWED',
      'TEXT_MISSING',
      'BREAKDOWN_NOT_KNOWN',
      'RULE_MISSING',
      'EXHAUSTIVE_NEEDS_SUBSET',
      'VALID_FROM_NOT_ALLOWED',
      'NAME_TAKEN',
    ]);
    for (const { code, message } of problems) {
      expect(message.startsWith(PROBLEMS[code].when)).toBe(true);
      expect(message).toMatch(/ Found: .+\.$/);
      expect(message).not.toMatch(/undefined|NaN|null|\[object/);
    }
  });
});

describe('a later version of a measure', () => {
  it('is accepted with a later first day, and may reuse its own names and change its rule', () => {
    expect(codes(again(), after(ARRESTS))).toEqual([]);
    const byAge = { breakdown: 'age-group', breakdownRule: 'SUBSET' } as const;
    const older = aMeasure(byAge);
    expect(codes(again({ ...byAge, breakdownRule: 'PARTITION' }), after(older))).toEqual([]);
  });

  it.each([
    ['another unit', { unit: 'GRAM' }, 'UNIT_FIXED'],
    ['a breakdown it had not', { breakdown: 'age-group', breakdownRule: 'SUBSET' }, 'UNIT_FIXED'],
    ['no first day', { validFrom: null }, 'VALID_FROM_MISSING'],
    ['a first day before there were phases', { validFrom: '1999-12-31' }, 'VALID_FROM_NOT_POSSIBLE'],
    ['a first day that nothing could follow', { validFrom: '9999-12-31' }, 'VALID_FROM_NOT_POSSIBLE'],
    ['the name of another', { name: 'Seizures' }, 'NAME_TAKEN'],
  ] as const)('is rejected with %s', (_, given, code) => {
    expect(codes(again(given), after(ARRESTS))).toEqual([code]);
  });

  it.each([
    ['2023-12-31', ['VALID_FROM_MISSING']],
    ['2024-01-01', ['VALID_FROM_MISSING']],
    ['2024-01-02', []],
  ])('from %s is accepted after one from 2024-01-01 only if it is later', (validFrom, expected) => {
    const second = again({ version: 2 });
    expect(codes(again({ version: 3, validFrom }), after(ARRESTS, second))).toEqual(expected);
  });

  it.each([
    ['2024-06-10', ['VALID_FROM_TOO_EARLY']],
    ['2024-03-01', ['VALID_FROM_TOO_EARLY']],
    ['2024-06-11', []],
  ])('from %s is accepted after returns for a phase of 2024-06-10 only if it is later', (validFrom, expected) => {
    expect(codes(again({ validFrom }), { ...after(ARRESTS), usedOn: '2024-06-10' })).toEqual(expected);
  });

  it('is rejected with the last phase that has returns', () => {
    expect(definitionProblems(again(), { ...after(ARRESTS), usedOn: '2024-06-10' })).toMatchObject([
      {
        code: 'VALID_FROM_TOO_EARLY',
        message:
          "A phase that begins on or after 'validFrom' already has returns, so its definitions cannot change. Found: 2024-01-01 was given; the last phase that has returns begins on 2024-06-10.",
      },
    ]);
  });
});

it('the other names of a measure are each kept once, without the name itself', () => {
  const given = ['disruptions', 'Drug  Disruptions', 'Disruptions', 'acts', 'acts'];
  const sent = aMeasure({ code: 'disruptions', name: 'Drug disruptions', alsoKnownAs: given });
  expect(completeDefinition(sent, undefined).alsoKnownAs).toEqual(['disruptions', 'acts']);
});

describe('a field that a definition leaves out', () => {
  const NOTHING: SentDefinition = {
    code: 'arrests',
    name: 'Arrests',
    category: 'ARRESTS',
    unit: 'COUNT',
    definition: 'People arrested.',
    alsoKnownAs: null,
    breakdown: null,
    breakdownRule: null,
    exhaustive: null,
    ask: null,
    acrossPhases: null,
    headline: null,
    preferredDirection: null,
    validFrom: null,
  };
  const OLDER = aMeasure({
    alsoKnownAs: ['arrested'],
    breakdown: 'age-group',
    breakdownRule: 'SUBSET',
    exhaustive: true,
    ask: 'CORE',
    acrossPhases: 'NONE',
    headline: 'PARTS',
    preferredDirection: 'DOWN',
    validFrom: '2024-01-01',
  });
  const { alsoKnownAs, breakdown, breakdownRule, exhaustive, ask, acrossPhases, headline, preferredDirection } = OLDER;

  it('gets its default in a new measure', () => {
    expect(completeDefinition(NOTHING, undefined)).toEqual({
      ...NOTHING,
      alsoKnownAs: [],
      breakdown: null,
      breakdownRule: null,
      exhaustive: false,
      ask: 'VOLUNTARY',
      acrossPhases: 'SUM',
      headline: 'NONE',
      preferredDirection: 'NONE',
    });
  });

  it('is copied from the version before, apart from the first day', () => {
    expect(completeDefinition({ ...NOTHING, name: 'People arrested' }, OLDER)).toEqual({
      ...NOTHING,
      name: 'People arrested',
      alsoKnownAs,
      breakdown,
      breakdownRule,
      exhaustive,
      ask,
      acrossPhases,
      headline,
      preferredDirection,
    });
  });

  it('is not copied if the definition sets it: no alias, not exhaustive, another rule', () => {
    const changes = { alsoKnownAs: [], exhaustive: false, breakdownRule: 'OVERLAP', validFrom: '2025-01-01' } as const;
    expect(completeDefinition({ ...NOTHING, ...changes }, OLDER)).toMatchObject({
      ...changes,
      breakdown,
      ask,
      headline,
    });
  });
});
