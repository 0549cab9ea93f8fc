import { describe, expect, it } from '@jest/globals';
import {
  aContext,
  aMeasure,
  aReturn,
  sent,
  boundsText,
  valueText,
} from '../../../../../test/support/returns/return-samples.js';
import type { FigureEntry, ReturnEntry } from './entry.js';
import { readReturn } from './whole-return.js';

const context = aContext();
const read = (given: Partial<ReturnEntry>): ReturnType<typeof readReturn> => readReturn(aReturn(given), context);

/** `CODE measure part` of each problem. */
const codes = (given: Partial<ReturnEntry>): string[] =>
  read(given).problems.map(({ code, measure, breakdown }) => [code, measure, breakdown].filter(Boolean).join(' '));

/** The result of each measure and part: `arrests: REPORTED EXACT 27 27..27`. */
const results = (given: Partial<ReturnEntry>): string[] =>
  read(given).results.map((result) => {
    const name = [result.measure, result.part].filter(Boolean).join(' ');
    return `${name}: ${result.state} ${valueText(result)} ${boundsText(result)}${result.settlesParts ? ', parts settled' : ''}`;
  });

const heroin = (value: number | null, given: Partial<FigureEntry> = {}): FigureEntry =>
  sent('drugs-weight', value, { breakdown: 'heroin', ...given });
const cocaine = (value: number | null, given: Partial<FigureEntry> = {}): FigureEntry =>
  sent('drugs-weight', value, { breakdown: 'cocaine', ...given });

describe('a whole return', () => {
  it('has a stored result for each measure and each part that was given', () => {
    const figures = [sent('arrests', 27), heroin(5), cocaine(2, { unit: 'KILOGRAM', qualifier: 'APPROXIMATE' })];
    expect(results({ figures, nil: ['cash-seized'], notApplicable: ['weapons-seized'] })).toEqual([
      'arrests: REPORTED EXACT 27 27..27',
      'drugs-weight: REPORTED APPROXIMATE 2005 1505..2505, parts settled',
      'drugs-weight heroin: REPORTED EXACT 5 5..5',
      'drugs-weight cocaine: REPORTED APPROXIMATE 2000 1500..2500',
      'cash-seized: NIL EXACT 0 0..0, parts settled',
      'weapons-seized: NOT_APPLICABLE none 0..0, parts settled',
    ]);
  });

  it('has its figures in the order sent, in the units of their measures, with their notes', () => {
    const { figures } = read({
      figures: [cocaine(0.5, { unit: 'KILOGRAM', note: 'weighed wet' }), sent('arrests', 0)],
      nil: ['cash-seized'],
      notApplicable: ['drugs-value'],
    });
    expect(
      figures.map((figure) => [figure.measure, figure.part, figure.state, valueText(figure), figure.note]),
    ).toEqual([
      ['drugs-weight', 'cocaine', 'REPORTED', 'EXACT 500', 'weighed wet'],
      ['arrests', null, 'NIL', 'EXACT 0', null],
      ['cash-seized', null, 'NIL', 'EXACT 0', null],
      ['drugs-value', null, 'NOT_APPLICABLE', 'none', null],
    ]);
  });

  it('is exact at twelve digits before the point and three after it', () => {
    const most = '999999999999.999';
    const figures = ['heroin', 'cocaine'].map((breakdown) => sent('drugs-weight', most, { breakdown }));
    expect(results({ figures })[0]).toContain('EXACT 1999999999999.998 ');
  });
});

describe('nil, not applicable and othersNil', () => {
  it('with a stated total of 0 make every part nil, even one given as approximate or unknown', () => {
    const unknown = heroin(null, { qualifier: 'UNQUANTIFIED' });
    const soft = sent('drugs-weight', 5, { breakdown: 'cannabis', qualifier: 'AT_MOST' });
    const figures = [sent('drugs-weight', 0), cocaine(0), unknown, soft];
    expect(codes({ figures })).toEqual([]);
    expect(results({ figures })).toEqual([
      'drugs-weight: NIL EXACT 0 0..0, parts settled',
      'drugs-weight cocaine: NIL EXACT 0 0..0',
      'drugs-weight heroin: NIL EXACT 0 0..0',
      'drugs-weight cannabis: NIL EXACT 0 0..0',
    ]);
  });

  it('with a stated total of 0 reject a part above 0', () => {
    expect(codes({ figures: [sent('drugs-weight', 0), cocaine(1)] })).toEqual([
      'BREAKDOWN_DOES_NOT_ADD_UP drugs-weight',
    ]);
  });

  it('make nil every other measure that the phase asks for, and no others', () => {
    expect(results({ othersNil: true })).toEqual([
      'arrests: NIL EXACT 0 0..0, parts settled',
      'cash-seized: NIL EXACT 0 0..0, parts settled',
    ]);
  });

  it.each([
    ['a figure', { figures: [sent('arrests', 27)] }],
    ['nil', { nil: ['arrests'] }],
    ['not applicable', { notApplicable: ['arrests'] }],
  ])('leave unchanged a measure given in another way: %s', (_, named) => {
    const found = read({ ...named, othersNil: true });
    expect(found.problems).toEqual([]);
    expect(found.figures.map(({ measure }) => measure).sort()).toEqual(['arrests', 'cash-seized']);
    expect(found.figures.find(({ measure }) => measure === 'cash-seized')?.state).toBe('NIL');
  });

  it('leave unchanged a measure of which a part was given, even if that part is rejected', () => {
    const asked = aContext({ asked: ['drugs-weight'] });
    const { figures } = readReturn(aReturn({ figures: [heroin(5)], othersNil: true }), asked);
    expect(figures.map(({ state }) => state)).toEqual(['REPORTED']);
    const refused = readReturn(aReturn({ figures: [heroin(-5)], othersNil: true }), asked);
    expect(refused.problems.map(({ code }) => code)).toEqual(['NEGATIVE_VALUE']);
  });
});

describe('a rejected return', () => {
  it.each([
    ['is empty', {}, ['NOTHING_REPORTED']],
    ['names a measure twice', { figures: [sent('arrests', 1), sent('arrests', 1)] }, ['DUPLICATE_FIGURE arrests']],
    ['names a part twice', { figures: [heroin(1), heroin(2)] }, ['DUPLICATE_FIGURE drugs-weight heroin']],
    [
      'has a part three times',
      { figures: [heroin(1), heroin(2), heroin(3)] },
      ['DUPLICATE_FIGURE drugs-weight heroin'],
    ],
    ['lists a measure as nil twice', { nil: ['arrests', 'arrests'] }, ['DUPLICATE_FIGURE arrests']],
    [
      'has a figure and nil for a measure',
      { figures: [sent('arrests', 1)], nil: ['arrests'] },
      ['DUPLICATE_FIGURE arrests'],
    ],
    [
      'has a part and nil for a measure',
      { figures: [heroin(1)], nil: ['drugs-weight'] },
      ['DUPLICATE_FIGURE drugs-weight'],
    ],
    [
      'has a figure and not applicable for a measure',
      { figures: [heroin(0)], notApplicable: ['drugs-weight'] },
      ['DUPLICATE_FIGURE drugs-weight'],
    ],
    [
      'has nil and not applicable for a measure',
      { nil: ['arrests'], notApplicable: ['arrests'] },
      ['DUPLICATE_FIGURE arrests'],
    ],
    ['names an unknown measure', { figures: [sent('arests', 1)] }, ['UNKNOWN_MEASURE arests']],
    ['lists an unknown measure as nil', { nil: ['arests'] }, ['UNKNOWN_MEASURE arests']],
    ['lists an unknown measure as not applicable', { notApplicable: ['arests'] }, ['UNKNOWN_MEASURE arests']],
  ])('%s', (_, given, expected) => {
    expect(codes(given)).toEqual(expected);
  });

  it('may have a total and its parts, which are not duplicates', () => {
    expect(codes({ figures: [sent('drugs-weight', 5), heroin(5)] })).toEqual([]);
    expect(codes({ othersNil: true, nil: ['arrests'] })).toEqual([]);
  });

  it('lists every problem at once, each once', () => {
    const people = (value: number, breakdown: string | null): FigureEntry =>
      sent('people-safeguarded', value, { breakdown });
    const figures = [
      sent('arrests', -1.5),
      sent('arests', 1),
      heroin(1),
      heroin(1),
      cocaine(5, { unit: 'TABLET' }),
      sent('cash-seized', null),
      people(100, null),
      people(75, 'adult'),
      people(32, 'child'),
      sent('drug-seizures', 3),
      sent('drug-seizures', 4, { breakdown: 'heroin' }),
    ];
    expect(codes({ figures, nil: ['cash-seized', 'weapons'] }).sort()).toEqual([
      'BREAKDOWN_EXCEEDS_TOTAL drug-seizures',
      'BREAKDOWN_EXCEEDS_TOTAL people-safeguarded',
      'DUPLICATE_FIGURE cash-seized',
      'DUPLICATE_FIGURE drugs-weight heroin',
      'FRACTIONAL_COUNT arrests',
      'NEGATIVE_VALUE arrests',
      'UNIT_MISMATCH drugs-weight cocaine',
      'UNKNOWN_MEASURE arests',
      'UNKNOWN_MEASURE weapons',
      'VALUE_MISSING cash-seized',
    ]);
  });

  it.each([
    ['arests', "'arests' is not a measure in the dictionary. Did you mean 'arrests'?"],
    ['ghosts', "'ghosts' is not a measure in the dictionary. The query 'measures' lists the codes."],
    ['People Arrested', "'People Arrested' is not a measure in the dictionary. Did you mean 'arrests'?"],
    [
      'kids',
      "'kids' is not a measure in the dictionary. Did you mean the part 'child' of 'people-safeguarded'? A part goes in 'breakdown', beside its measure.",
    ],
    ['ARRESTS', "'ARRESTS' is not a measure in the dictionary. Did you mean 'arrests'?"],
  ])('suggests a code for an unknown measure: %s', (code, message) => {
    expect(read({ nil: [code] }).problems).toMatchObject([{ message }]);
  });

  it('has suggestions for spelling mistakes only up to a length that a person may have typed', () => {
    const hint = (others: number): string | undefined =>
      read({ nil: ['arests', ...Array.from({ length: others }, (_, place) => `other-${place}`)] }).problems[0]?.message;
    expect(hint(199)).toContain("Did you mean 'arrests'?");
    expect(hint(200)).toContain("The query 'measures' lists the codes.");
  });

  it('says what to do if the return is empty, without suggesting what was already sent', () => {
    expect(read({}).problems).toMatchObject([
      {
        message:
          "The return has no figures, and 'nil' and 'notApplicable' are empty. Send what is known, or 'othersNil: true' if there truly was nothing.",
      },
    ]);
    const asksNothing = readReturn(aReturn({ othersNil: true }), aContext({ asked: [] }));
    expect(asksNothing.problems).toMatchObject([
      {
        code: 'NOTHING_REPORTED',
        message:
          "The return has no figures, and 'othersNil' had no effect because the phase asks for no measures. List the nil measures in 'nil'.",
      },
    ]);
  });

  it('lists once what was sent three times, by its codes', () => {
    const arrests = sent('arrests', 1);
    expect(read({ figures: [heroin(1), heroin(2), heroin(3)] }).problems).toMatchObject([
      { message: "'drugs-weight heroin' is in the return more than once. Send it once." },
    ]);
    expect(read({ figures: [arrests, arrests, arrests] }).problems).toMatchObject([
      { message: "'arrests' is in the return more than once. Send it once." },
    ]);
  });

  it.each([
    [
      'drugs-weight',
      10,
      'The parts of drugs-weight add up to exactly 1,250.5 g, but its total is 10 g. The parts must add up to the total. Correct the total or the parts, or leave the total out.',
    ],
    [
      'drugs-value',
      10,
      'The parts of drugs-value add up to at least £1,250.50, but its total is £10. The parts are included in the total, so together they cannot be above it. Correct the total or the parts, or leave the total out.',
    ],
  ] as const)('explains in plain words what does not fit: %s', (measure, total, message) => {
    const qualifier = measure === 'drugs-value' ? 'AT_LEAST' : 'EXACT';
    const figures = [sent(measure, total), sent(measure, 1250.5, { breakdown: 'heroin', qualifier })];
    expect(read({ figures }).problems).toMatchObject([{ message }]);
  });

  it('states the range of an approximate total, because the range is what does not fit', () => {
    const figures = [sent('drugs-weight', 100, { qualifier: 'ALMOST' }), heroin(80)];
    expect(read({ figures }).problems).toMatchObject([
      {
        message:
          'The parts of drugs-weight add up to exactly 80 g, but its total is almost 100 g, which means between 90 g and 100 g. The parts must add up to the total. Correct the total or the parts, or leave the total out.',
      },
    ]);
  });

  it('lists every part of an OVERLAP, because any of them may be wrong', () => {
    const figures = [
      sent('drug-seizures', 3),
      sent('drug-seizures', 4, { breakdown: 'heroin' }),
      sent('drug-seizures', 2, { breakdown: 'cocaine', qualifier: 'AT_LEAST' }),
    ];
    expect(read({ figures }).problems).toMatchObject([
      {
        message: expect.stringContaining('are heroin 4, cocaine at least 2, but its total is 3. No part can be above'),
      },
    ]);
  });

  it('is checked against the dictionary that it is given', () => {
    const arrests = aMeasure({ unit: 'GBP' });
    const { problems } = readReturn(aReturn({ figures: [sent('arrests', 1.5)] }), {
      ...aContext({ wholes: [] }),
      measures: new Map([[arrests.code, arrests]]),
    });
    expect(problems).toEqual([]);
  });
});
