import { isBlank } from '../../../common/blank.js';
import type { Cell, Column, Sheet, Table } from './sheet.js';

const LINE_END = /\r\n?|[\u0085\u2028\u2029]/g;
/** Characters that no XML file may have or should have: controls, halves of pairs, and those that are no characters. */
const NOT_FOR_XML = /[^\P{Cc}\n]|\p{Cs}|\p{Noncharacter_Code_Point}|\ufffd/gu;

/** The sheet with only such texts as both file formats can hold: see `cleanTable`. */
export function withCleanTexts({ name, title, intro, tables }: Sheet): Sheet {
  return { name, title: oneLine(title), intro: intro.map(oneLine), tables: tables.map(cleanTable) };
}

/**
 * The table with only such texts as both file formats can hold: no control characters, no spaces at an end or in a row.
 * Lines are kept, but not in headers. Texts that say nothing become [x], and headers that repeat get a number, because
 * no cell of a table may be blank and no two columns may have the same name.
 */
export function cleanTable({ title, columns, rows }: Table): Table {
  return { title, columns: distinct(columns), rows: rows.map((row) => row.map(cleanCell)) };
}

function cleanCell(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const text = clean(cell);
  return isBlank(text) ? { shorthand: 'x' } : text;
}

/** The columns with headers that differ in more than capitals: a header that was there before gets " (2)". */
function distinct(columns: readonly Column[]): Column[] {
  const used = new Set<string>();
  return columns.map((column) => {
    const text = oneLine(column.header);
    const wanted = isBlank(text) ? 'No name' : text;
    let header = wanted;
    for (let count = 2; used.has(header.toLowerCase()); count += 1) header = `${wanted} (${count})`;
    used.add(header.toLowerCase());
    return { ...column, header };
  });
}

const oneLine = (text: string): string => clean(text).replaceAll('\n', ' ');

function clean(text: string): string {
  return text
    .replace(LINE_END, '\n')
    .replaceAll('\t', ' ')
    .replace(NOT_FOR_XML, '')
    .replace(/ {2,}/g, ' ')
    .replace(/ *\n+ */g, '\n')
    .trim();
}
