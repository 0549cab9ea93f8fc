import { describe, expect, it } from '@jest/globals';
import { read, utils, type CellObject, type WorkBook } from '@e965/xlsx';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { odsOf } from './ods.js';
import { figuresColumn, isNumber, textColumn, textOf, type Cell, type Sheet } from './sheet.js';
import { xlsxOf } from './xlsx.js';

const AT = { modifiedAt: new Date('2024-10-07T08:05:42.000Z') };

const FORMATS = [
  ['XLSX', xlsxOf],
  ['ODS', async (sheets: readonly Sheet[]) => Promise.resolve(odsOf(sheets))],
] as const;

/** A sheet with one table of a column for text and one for figures. */
function sheetWith(rows: readonly (readonly [Cell, Cell])[], name = 'Totals'): Sheet {
  return {
    name,
    title: `The title of ${name}`,
    intro: ['This sheet contains one table.', '=1+1 is in it.'],
    tables: [{ title: `Table of ${name}`, columns: [textColumn('Measure', 20), figuresColumn('Region', 12)], rows }],
  };
}

/** What a reader sees of a sheet, row by row. */
function contentOf({ title, intro, tables }: Sheet): (string | number)[][] {
  const shown = (cell: Cell): string | number => (isNumber(cell) ? cell.number : textOf(cell));
  return [
    [title],
    ...intro.map((sentence) => [sentence]),
    ...tables.flatMap((table, place) => [
      ...(place === 0 ? [] : [[]]),
      ...(tables.length === 1 ? [] : [[table.title]]),
      table.columns.map(({ header }) => header),
      ...table.rows.map((row) => row.map(shown)),
    ]),
  ];
}

const open = (bytes: Buffer): WorkBook => read(bytes, { cellFormula: true, cellNF: true });

/** Every cell of a file, by sheet. */
function cellsOf(bytes: Buffer): CellObject[] {
  const { SheetNames, Sheets } = open(bytes);
  return SheetNames.flatMap((name) =>
    Object.entries(Sheets[name] ?? {}).flatMap(([address, cell]) =>
      address.startsWith('!') ? [] : [cell as CellObject],
    ),
  );
}

/** The text of all XML in a file. */
function xmlOf(bytes: Buffer): string {
  return Object.values(unzipSync(bytes))
    .map((file) => Buffer.from(file).toString())
    .join('\n');
}

/** What is in a file: the rows of each sheet by name. */
function readBack(bytes: Buffer): Record<string, unknown[][]> {
  const { SheetNames, Sheets } = open(bytes);
  return Object.fromEntries(
    SheetNames.map((name) => [
      name,
      utils.sheet_to_json<unknown[]>(Sheets[name] ?? {}, { header: 1, blankrows: true }),
    ]),
  );
}

const expected = (sheets: readonly Sheet[]) =>
  Object.fromEntries(sheets.map((sheet) => [sheet.name, contentOf(sheet)]));

const TWO_TABLES: Sheet = {
  name: 'Cover',
  title: 'Operation Scorpion 9: regional totals',
  intro: ['This sheet contains two tables.'],
  tables: [
    {
      title: 'Facts',
      columns: [textColumn('Fact', 20), textColumn('Value', 30)],
      rows: [['Phase', 'Operation Scorpion 9']],
    },
    {
      title: 'Shorthand',
      columns: [textColumn('Shorthand', 20), textColumn('Meaning', 30)],
      rows: [['[x]', 'Not available']],
    },
  ],
};
const NUMBERS: readonly (readonly [Cell, Cell])[] = [
  ['None', { number: 0, decimals: 0 }],
  ['Cash', { number: 1234567.5, decimals: 2 }],
  ['Weight', { number: 999_999_999_999.125, decimals: 3 }],
  ['Nothing', { shorthand: 'x' }],
  ['Too long', '4999999999999.995'],
];
const WORKBOOK = [TWO_TABLES, sheetWith(NUMBERS), { ...sheetWith([]), name: 'Changes', tables: [] }];

const HOSTILE = [
  '=1+1',
  '+44 20 7946 0000',
  '-1',
  '@SUM(A1:A9)',
  '=HYPERLINK("https://example.org")',
  "'quoted'",
  '<b>&amp; "x"</b>',
  ']]>',
  'constructor',
  '__proto__',
  'toString',
  '1,234',
  '0012',
  'TRUE',
  '#REF!',
  '£5 \u{1f600} Ŵ',
  'one\ntwo',
  '\ue000',
  '\ue000toString',
];
/** Looks like the code of a character to Excel. The reader of these tests takes it for one in every format. */
const CODES = ['_x0041_', '_x005F_x0041_', 'a_x000A__x0041_'];
const someNumber = fc
  .record({ digits: fc.nat({ max: 999_999_999 }), decimals: fc.nat({ max: 3 }) })
  .map(({ digits, decimals }) => ({ number: digits / 10 ** decimals, decimals }));
const someWords = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc
    .array(fc.constantFrom('a', '=', '<', '&', '"', "'", '_', 'x', '0', '1', '-', 'é'), { minLength: 1 })
    .map((all) => all.join('')),
);

describe.each(FORMATS)('the %s file', (_, bytesOf) => {
  it('has the cells of the sheets, in their order', async () => {
    const bytes = await bytesOf(WORKBOOK, AT);
    expect(open(bytes).SheetNames).toEqual(['Cover', 'Totals', 'Changes']);
    expect(readBack(bytes)).toEqual(expected(WORKBOOK));
  });

  it('has numbers as numbers, and texts as texts, whatever they look like', async () => {
    const sheets = [sheetWith([...NUMBERS, ...HOSTILE.map((text) => [text, text] as const)])];
    const bytes = await bytesOf(sheets, AT);
    expect(readBack(bytes)).toEqual(expected(sheets));
    const numbers = cellsOf(bytes).filter(({ t }) => t === 'n');
    expect(numbers.map(({ v }) => v)).toEqual([0, 1234567.5, 999_999_999_999.125]);
    expect(cellsOf(bytes).filter(({ t }) => t !== 'n' && t !== 's')).toEqual([]);
  });

  it('has no formula and no merged cell', async () => {
    const bytes = await bytesOf([sheetWith(HOSTILE.map((text) => [text, text] as const))], AT);
    expect(cellsOf(bytes).filter(({ f }) => f !== undefined)).toEqual([]);
    expect(open(bytes).Sheets['Totals']?.['!merges'] ?? []).toEqual([]);
    expect(xmlOf(bytes)).not.toMatch(/<f>|table:formula|mergeCell|spanned/);
  });

  it('has no markup but its own', async () => {
    const xml = xmlOf(await bytesOf([sheetWith([['<b>&amp;', ']]>']])], AT));
    expect(xml).toContain('>&lt;b&gt;&amp;amp;<');
    expect(xml).toContain('>]]&gt;<');
  });

  it('has any figures and words as they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(someWords, fc.oneof(someNumber, someWords)), { maxLength: 8 }),
        async (rows) => {
          const sheets = [sheetWith(rows)];
          expect(readBack(await bytesOf(sheets, AT))).toEqual(expected(sheets));
        },
      ),
      { seed: 20_260_101, numRuns: 25 },
    );
  });

  it('is the same, byte for byte, for the same sheets', async () => {
    const first = await bytesOf(WORKBOOK, AT);
    expect((await bytesOf(structuredClone(WORKBOOK), AT)).equals(first)).toBe(true);
  });
});

describe('the XLSX file alone', () => {
  it('shows numbers with commas and all their decimals', async () => {
    const cells = cellsOf(await xlsxOf([sheetWith(NUMBERS)], AT)).filter(({ t }) => t === 'n');
    expect(cells.map(({ w }) => w)).toEqual(['0', '1,234,567.50', '999,999,999,999.125']);
  });

  it('has noon of the given day on all that is in it, and first what says what the file is', async () => {
    const entries = entriesOf(await xlsxOf(WORKBOOK, AT));
    expect(new Set(entries.map(({ time }) => time))).toEqual(new Set(['2024-10-07 12:00:00']));
    expect(entries[0]).toMatchObject({ path: '[Content_Types].xml' });
  });

  it('marks up its tables, but none without rows, and says its title and language', async () => {
    const text = xmlOf(await xlsxOf([...WORKBOOK, sheetWith([], 'Empty')], AT));
    expect(tablesIn(text)).toEqual(['Facts', 'Shorthand', 'Table_of_Totals']);
    expect(text).toContain('<dc:title>Operation Scorpion 9: regional totals</dc:title>');
    expect(text).toContain('<dc:language>en-GB</dc:language>');
  });

  it('has texts that look like the code of a character as they are', async () => {
    const sheets = [sheetWith(CODES.map((text) => [text, text] as const))];
    expect(readBack(await xlsxOf(sheets, AT))).toEqual(expected(sheets));
  });
});

describe('the widths and heights of a file', () => {
  const LONG = 'a word '.repeat(40).trim();

  it('leave room for numbers and for every line of a text', async () => {
    const sheets = [sheetWith([[LONG, { number: 123_456_789_012_345, decimals: 0 }]])];
    const sheet = read(await xlsxOf(sheets, AT), { cellStyles: true }).Sheets['Totals'];
    expect(sheet?.['!cols']?.[1]?.width).toBeGreaterThanOrEqual('123,456,789,012,345'.length);
    const heights = sheet?.['!rows']?.map(({ hpt }) => hpt ?? 0) ?? [];
    expect(heights[4]).toBeGreaterThan(10 * (heights[3] ?? 0));
  });
});

/** The names of the tables that a file marks up. */
function tablesIn(text: string): string[] {
  return [...text.matchAll(/<table [^>]*displayName="([^"]*)"/g)].map(([, name]) => name ?? '').toSorted();
}

interface Entry {
  readonly path: string;
  readonly time: string;
}

/** What the directory at the end of a zip archive says of each file. */
function entriesOf(zip: Buffer): Entry[] {
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [time, date] = [zip.readUInt16LE(at + 12), zip.readUInt16LE(at + 14)];
    const pad = (value: number): string => String(value).padStart(2, '0');
    const day = [1980 + (date >> 9), pad((date >> 5) & 15), pad(date & 31)].join('-');
    const clock = [pad(time >> 11), pad((time >> 5) & 63), pad((time & 31) * 2)].join(':');
    const length = zip.readUInt16LE(at + 28);
    entries.push({
      path: zip.toString('utf8', at + 46, at + 46 + length),
      time: `${day} ${clock}`,
    });
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
