import { isNumber, textOf, type Cell, type NumberCell, type Sheet, type Table } from './sheet.js';
import { linesOf, widthOf } from './text-size.js';

/** In points. The Government Statistical Service recommends Arial, 12 or larger. */
export const FONT_SIZES = { TITLE: 16, TABLE_TITLE: 14, TEXT: 12 } as const;
export const FONT = 'Arial';

/** What a row of a sheet is. The first row is the title; a blank row is only ever between two tables. */
export type RowRole = 'TITLE' | 'INTRO' | 'TABLE_TITLE' | 'HEADER' | 'BODY' | 'BLANK';

export interface LaidOutRow {
  readonly role: RowRole;
  readonly cells: readonly Cell[];
  /** The table that it belongs to; null for a row above or between tables. */
  readonly table: Table | null;
  /** In points: enough for every line of its text. */
  readonly height: number;
}

/** A table that has rows: Excel knows none without. */
export interface PlacedTable {
  readonly table: Table;
  /** The number of its header row, from 1. */
  readonly headerRow: number;
  readonly lastRow: number;
}

/** The rows of a sheet from the top, and where its tables are. */
export interface Layout {
  readonly sheet: Sheet;
  readonly rows: readonly LaidOutRow[];
  readonly tables: readonly PlacedTable[];
  /** The width of each column in characters. */
  readonly widths: readonly number[];
  /** How many rows stay in view at the top; 0: none. */
  readonly frozenRows: number;
}

/** Where each text of a sheet goes. The rows down to the header stay in view if there is only one table. */
export function layoutOf(sheet: Sheet): Layout {
  const { title, intro, tables } = sheet;
  const widths = widthsOf(tables);
  const rows: LaidOutRow[] = [];
  const add = (role: RowRole, cells: readonly Cell[], table: Table | null = null): number =>
    rows.push({ role, cells, table, height: heightOf({ role, cells }, widths) });
  const placed: PlacedTable[] = [];
  add('TITLE', [title]);
  for (const sentence of intro) add('INTRO', [sentence]);
  for (const [place, table] of tables.entries()) {
    if (place > 0) add('BLANK', []);
    if (tables.length > 1) add('TABLE_TITLE', [table.title]);
    const columns = table.columns.map(({ header }) => header);
    const headerRow = add('HEADER', columns, table);
    for (const cells of table.rows) add('BODY', cells, table);
    if (table.rows.length > 0) placed.push({ table, headerRow, lastRow: rows.length });
  }
  return {
    sheet,
    rows,
    tables: placed,
    widths,
    frozenRows: tables.length === 1 ? (placed[0]?.headerRow ?? 0) : 0,
  };
}

/** The widest that a table wants each column, and wide enough for what does not wrap: numbers, a word of a header. */
function widthsOf(tables: readonly Table[]): number[] {
  const columns = Math.max(0, ...tables.map((table) => table.columns.length));
  return Array.from({ length: columns }, (_, place) =>
    Math.max(
      ...tables.flatMap(({ columns: { [place]: column }, rows }) =>
        column === undefined
          ? []
          : [column.width, widthOfHeader(column.header), ...rows.map((row) => widthOfNumber(row[place]))],
      ),
    ),
  );
}

/** No column is wider than this for the sake of its header. */
const WIDEST_FOR_HEADER = 24;
/** The margins of a cell, and what an indent takes, in characters. */
const MARGIN = 1.5;

function widthOfHeader(header: string): number {
  const longest = Math.max(...header.split(' ').map((word) => widthOf(word, true)));
  return Math.min(WIDEST_FOR_HEADER, Math.ceil(longest + MARGIN));
}

function widthOfNumber(cell: Cell | undefined): number {
  return cell !== undefined && isNumber(cell) ? Math.ceil(numberInWords(cell).length + MARGIN) : 0;
}

/** The height of a line of text, in points. */
const LINE = 15.75;
/** The most that Excel allows. */
const HIGHEST = 409.5;

/** Heights of rows whose text does not wrap, in points; a title of a table has room above it. */
const HEIGHTS: Readonly<Partial<Record<RowRole, number>>> = { TITLE: 24, TABLE_TITLE: 27 };

/** A height is always given: not every program works it out, and text that does not fit would be cut off. */
function heightOf(row: Pick<LaidOutRow, 'role' | 'cells'>, widths: readonly number[]): number {
  if (row.role !== 'HEADER' && row.role !== 'BODY') return HEIGHTS[row.role] ?? LINE;
  const lines = row.cells.map((cell, place) =>
    isNumber(cell) ? 1 : linesOf(textOf(cell), (widths[place] ?? 0) - MARGIN, isBold(row, place)),
  );
  return Math.min(HIGHEST, Math.max(1, ...lines) * LINE);
}

const formatWith = (decimals: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** The formats of all units, because it takes long to make one. */
const FORMATS = [0, 1, 2, 3].map(formatWith);

/** A number as a reader sees it: "1,234.50". */
function numberInWords({ number, decimals }: NumberCell): string {
  return (FORMATS[decimals] ?? formatWith(decimals)).format(number);
}

/** Whether a column of a row holds figures, which are on the right; words are on the left. */
export function isOnRight({ table }: LaidOutRow, place: number): boolean {
  return table?.columns[place]?.holds === 'FIGURES';
}

/** Whether a cell stands off from the one before it: words beside a figure, which ends where they begin. */
export function isIndented({ table }: LaidOutRow, place: number): boolean {
  return table?.columns[place]?.holds === 'TEXT' && table.columns[place - 1]?.holds === 'FIGURES';
}

/** Whether a cell is in bold: a header, and what a row of a table is of. */
export function isBold({ role }: Pick<LaidOutRow, 'role'>, place: number): boolean {
  return role === 'HEADER' || (role === 'BODY' && place === 0);
}
