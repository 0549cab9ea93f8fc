import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FrozenState, FrozenTotal, Named, ReleaseContent } from '../../domain/index.js';
import { sheetsOf } from './sheets.js';
import { isNumber, textOf, type Cell, type Sheet, type Table } from './sheet.js';

const named = (name: string): Named => ({ code: name, name });
const exactly = (value: number): FrozenState => ({
  state: 'REPORTED',
  value,
  qualifier: 'EXACT',
  lower: value,
  upper: value,
});
const atLeast = (value: number): FrozenState => ({ ...exactly(value), qualifier: 'AT_LEAST', upper: null });
const SILENT: FrozenState = { state: 'NOT_REPORTED', value: null, qualifier: null, lower: 0, upper: null };

const COVERAGE = { expected: 2, reported: 2, complete: true, missing: [], notHeard: [] };

/** The region's total of a measure with what forces and parts have. */
function total(
  name: string,
  sum: FrozenState,
  forces: Readonly<Record<string, FrozenState>> = {},
  parts: Readonly<Record<string, FrozenState>> = {},
): FrozenTotal {
  return {
    measure: { ...named(name), unit: 'COUNT', category: 'ARRESTS', version: 1, definition: `What ${name} are` },
    ...sum,
    coverage: COVERAGE,
    byForce: Object.entries(forces).map(([force, figure]) => ({
      force: named(force),
      ...figure,
      withoutSignOff: false,
      byBreakdown: [],
    })),
    byBreakdown: Object.entries(parts).map(([code, figure]) => ({ ...named(code), ...figure })),
  };
}

function release(totals: readonly FrozenTotal[], given: Partial<ReleaseContent> = {}): ReleaseContent {
  const dates = { startsOn: '2024-07-01', endsOn: '2024-07-07', datesKnownTo: 'DAY' };
  return {
    phase: { ...named('Operation Scorpion 9'), operation: 'scorpion', ...dates },
    version: 1,
    kind: null,
    note: null,
    publishedAt: '2024-07-20T08:05:00.000Z',
    asAt: '2024-01-20T08:05:00.000Z',
    statement: 'Not official statistics.',
    coverage: COVERAGE,
    restsOn: [],
    totals,
    changesSince: null,
    changes: [],
    headlines: [],
    ...given,
  };
}

const shown = (one: Cell): string => (isNumber(one) ? String(one.number) : textOf(one));
const allTables = (content: ReleaseContent): Table[] => sheetsOf(content).flatMap(({ tables }) => tables);
const headersOf = ({ columns }: Table): string[] => columns.map(({ header }) => header);

/** The rows of a table as a reader sees them; none if there is no such table. */
function rowsOf(content: ReleaseContent, title: string): string[][] {
  const table = allTables(content).find((one) => one.title === title);
  return (table?.rows ?? []).map((row) => row.map(shown));
}

const explained = (content: ReleaseContent): (string | undefined)[] =>
  rowsOf(content, 'Shorthand').map(([letter]) => letter);

/** The letters that stand in the cells of tables. */
function used(content: ReleaseContent): string[] {
  const cells = allTables(content).flatMap(({ rows }) => rows.flat());
  return cells.flatMap((one) => (typeof one !== 'string' && 'shorthand' in one ? [textOf(one)] : []));
}

const HOSTILE = [
  '=1+1',
  '@SUM(A1)',
  '',
  ' ',
  '\u200b',
  'a\tb\r\nc',
  '\u0000\ud800',
  '__proto__',
  'Part',
  'PART',
  '[x]',
];
const someText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }));
const someFigure = fc.oneof(
  fc.constantFrom<FrozenState>(SILENT, { ...SILENT, state: 'NOT_APPLICABLE', upper: 0 }, atLeast(7), exactly(0)),
  fc.nat().map(exactly),
);
const someFigures = fc.dictionary(someText, someFigure, { maxKeys: 3 });
const someTotal = fc
  .tuple(someText, someFigure, someFigures, fc.dictionary(fc.constantFrom('knife', 'child'), someFigure))
  .map((given) => total(...given));
const someRelease = fc
  .record({
    totals: fc.array(someTotal, { maxLength: 3 }),
    text: someText,
    note: fc.option(someText),
    isLater: fc.boolean(),
  })
  .map(({ totals, text, note, isLater }) => {
    const first = release(totals, {
      note,
      phase: { ...release([]).phase, name: text },
      restsOn: [{ force: named(text), version: 1, withoutSignOff: false }],
    });
    const side = { force: named(text), breakdown: null, from: SILENT, to: exactly(2) };
    const changes = totals.map(({ measure }) => ({ measure, ...side }));
    return isLater ? { ...first, version: 2, changesSince: 1, changes } : first;
  });

/** Checks a law for releases with all sorts of figures and texts. */
function always(law: (content: ReleaseContent) => void): void {
  fc.assert(fc.property(someRelease, law), { seed: 20_260_101, numRuns: 200 });
}

describe('the tables of a workbook, whatever the texts', () => {
  it('have as many cells in each row as in the header', () => {
    always((content) => {
      for (const { columns, rows } of allTables(content)) {
        expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
      }
    });
  });

  it('have no blank cell and no blank header', () => {
    always((content) => {
      const texts = allTables(content).flatMap((table) => [...headersOf(table), ...table.rows.flat().map(shown)]);
      expect(texts.filter((text) => /^[\s\u200b]*$/.test(text))).toEqual([]);
    });
  });

  it('have headers on one line that differ in more than capitals', () => {
    always((content) => {
      for (const headers of allTables(content).map(headersOf)) {
        expect(new Set(headers.map((header) => header.toLowerCase())).size).toBe(headers.length);
        expect(headers.filter((header) => header.includes('\n'))).toEqual([]);
      }
    });
    const [table] =
      sheetsOf(release([total('Arrests', exactly(1), { Dorset: SILENT, DORSET: SILENT })]))[1]?.tables ?? [];
    const headers = ['Dorset', 'Dorset: how exact', 'DORSET (2)', 'DORSET: how exact (2)'];
    expect(table === undefined ? [] : headersOf(table).slice(-4)).toEqual(headers);
  });

  it('have only characters that both file formats can hold, and no spaces to spare', () => {
    always((content) => {
      const texts = allTables(content).flatMap((table) => [...headersOf(table), ...table.rows.flat().map(shown)]);
      expect(texts.filter((text) => /[^\P{Cc}\n]|\p{Cs}|[\ufffd-\uffff]| {2}|^ | $/u.test(text))).toEqual([]);
    });
    const note = 'One\u0000 \tline\r\n\r\n  and\u2028another \ud800\ufffe';
    expect(rowsOf(release([], { note }), 'Facts')).toContainEqual(['Note', 'One line\nand\nanother']);
  });

  it('have texts as texts, also those that look like formulas or numbers', () => {
    const table = allTables(release([total('=1+1', exactly(1))], { note: '0012' }));
    const cells = table.flatMap(({ rows }) => rows.flat());
    expect(cells).toEqual(expect.arrayContaining(['=1+1', '0012']));
  });
});

describe('the shorthand', () => {
  it('is explained on the cover if and only if it is used', () => {
    always((content) => {
      expect(new Set(explained(content))).toEqual(new Set(used(content)));
    });
  });

  it('is not mentioned with the tables if every figure is exact', () => {
    const content = release([total('Arrests', exactly(5), { Dorset: exactly(5) })]);
    const [cover, totals] = sheetsOf(content);
    expect(used(content)).toEqual([]);
    expect(cover?.intro).toContain('No shorthand is used.');
    expect(totals?.intro).toContain('No shorthand is used in this table.');
    expect([cover, totals].flatMap((sheet) => sheet?.intro ?? []).join(' ')).not.toContain('[');
  });

  it('is named above the table that uses it', () => {
    const content = release([total('Arrests', exactly(5), { Dorset: SILENT }, { knife: atLeast(5) })]);
    expect(sheetsOf(content)[1]?.intro).toEqual(
      expect.arrayContaining([
        'Shorthand is used in this table: [x] not available, [z] not applicable. The sheet Cover says more.',
        'Under Highest possible, [z] means that there is no limit.',
      ]),
    );
  });
});

describe('the sheets of a workbook', () => {
  const later = release([total('Arrests', atLeast(5), { Dorset: exactly(5) })], { version: 3, changesSince: 1 });
  const counted = ({ tables }: Sheet) => `contains ${['no table', 'one table', 'two tables'][tables.length] ?? 'more'}`;

  it('have the name of the phase in their titles, and say how many tables they contain', () => {
    const change = { ...SILENT, force: null, breakdown: null, from: SILENT, to: exactly(2) };
    const changes = later.totals.map(({ measure }) => ({ ...change, measure }));
    for (const sheet of [...sheetsOf(later), ...sheetsOf({ ...later, changes })]) {
      expect(sheet.title).toMatch(/^Operation Scorpion 9: /);
      expect(sheet.intro.join(' ')).toContain(counted(sheet));
    }
  });

  it('include the changes only if there is an earlier version, even if nothing has changed', () => {
    const names = ['Cover', 'Regional totals', 'Notes and definitions'];
    expect(sheetsOf(release([])).map(({ name }) => name)).toEqual(names);
    expect(sheetsOf(later).map(({ name }) => name)).toEqual([...names, 'Changes']);
    expect(sheetsOf(later).at(-1)).toMatchObject({
      title: 'Operation Scorpion 9: changes from version 1 to version 3',
      intro: ['This sheet contains no table, because no figure differs from version 1.'],
    });
  });

  it('have tables whose titles are unique in the workbook', () => {
    const titles = allTables(later).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('give the definition that was used of each measure', () => {
    expect(rowsOf(later, 'Definitions')).toEqual([['Arrests', 'What Arrests are', 'number', 'version 1']]);
  });
});

describe('the cover', () => {
  it('has the title of the workbook, and below it the statement', () => {
    const [cover] = sheetsOf(release([]));
    expect(cover?.title).toBe('Operation Scorpion 9: regional totals');
    expect(cover?.intro[0]).toBe('Not official statistics.');
  });

  it('gives the facts of the release in words, and times in the United Kingdom', () => {
    const missing = [named('Wiltshire')];
    const notHeard = [named('British Transport Police'), named('Crimestoppers')];
    const content = release([], {
      version: 2,
      kind: 'CORRECTION',
      note: 'Dorset counted six arrests twice.',
      changesSince: 1,
      coverage: { expected: 5, reported: 4, complete: false, missing, notHeard },
      restsOn: [
        { force: named('Dorset'), version: 3, withoutSignOff: true },
        { force: named('Gloucestershire'), version: 1, withoutSignOff: false },
      ],
    });
    expect(rowsOf(content, 'Facts')).toEqual([
      ['Phase', 'Operation Scorpion 9'],
      ['Dates of the phase', '1 to 7 July 2024'],
      ['Release', 'Version 2'],
      ['Status', 'Published. If there is a later version, it replaces this one.'],
      ['Kind of release', 'Correction: the version before had an error.'],
      ['Note', 'Dorset counted six arrests twice.'],
      ['Compared with', 'Version 1'],
      ['Release made', '9:05am UK time on 20 July 2024'],
      ['Figures as at', '8:05am UK time on 20 January 2024'],
      ['Forces reported', '4 of 5 forces'],
      ['Missing', 'Wiltshire'],
      ['Forces not expected that have not reported', 'British Transport Police, Crimestoppers'],
      ['Return of Dorset', 'Version 3, accepted without sign-off by the force'],
      ['Return of Gloucestershire', 'Version 1, signed off by the force'],
      ['Contact', 'The regional coordinator of the operation'],
    ]);
  });

  it('says that a release is under embargo', () => {
    const [cover] = sheetsOf(release([]), new Date('2024-07-20T11:00:00Z'));
    const facts = cover?.tables.find(({ title }) => title === 'Facts')?.rows;
    expect(facts).toContainEqual([
      'Status',
      'Under embargo until midday UK time on 20 July 2024. Do not use any of this before.',
    ]);
  });

  it('leaves out what a first version does not have, and says that no force is missing', () => {
    const facts = rowsOf(release([]), 'Facts');
    const names = [
      'Phase',
      'Dates of the phase',
      'Release',
      'Status',
      'Release made',
      'Figures as at',
      'Forces reported',
    ];
    expect(facts.map(([name]) => name).slice(0, names.length)).toEqual(names);
    expect(facts).toContainEqual(['Missing', 'None']);
  });
});
