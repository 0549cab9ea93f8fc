/*
 * What a workbook holds, independent of its file format. It follows "Releasing statistics in spreadsheets" of the
 * Government Statistical Service: a title in cell A1, sentences below it that say what the sheet holds, tables with one
 * header row, no merged cells, no blank cell in a table.
 */

/** The letters that stand where a table has no figure, or beside one. The cover explains those that are used. */
export type ShorthandLetter = 'r' | 'x' | 'z' | 'c';

/** A letter of shorthand, which a reader sees in square brackets. */
export interface ShorthandCell {
  readonly shorthand: ShorthandLetter;
}

/** A number, and how many decimals of it are shown. */
export interface NumberCell {
  readonly number: number;
  readonly decimals: number;
}

/** A text is always shown as it is: it is never a formula, whatever it begins with. */
export type Cell = string | NumberCell | ShorthandCell;

export interface Column {
  readonly header: string;
  readonly holds: 'TEXT' | 'FIGURES';
  /** In characters. */
  readonly width: number;
}

export interface Table {
  /** Unique in the workbook. */
  readonly title: string;
  readonly columns: readonly Column[];
  /** Each row has a cell for every column. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Sheet {
  readonly name: string;
  /** The text of cell A1. */
  readonly title: string;
  /** The sentences below the title, each in a row of its own. */
  readonly intro: readonly string[];
  /** One below the other, with a blank row between two. If there are several, each has its title above it. */
  readonly tables: readonly Table[];
}

/** A column of words. */
export function textColumn(header: string, width: number): Column {
  return { header, holds: 'TEXT', width };
}

/** A column of numbers and of shorthand in their place. */
export function figuresColumn(header: string, width: number): Column {
  return { header, holds: 'FIGURES', width };
}

export function isNumber(cell: Cell): cell is NumberCell {
  return typeof cell !== 'string' && 'number' in cell;
}

/** What a reader sees of a cell that is not a number. */
export function textOf(cell: string | ShorthandCell): string {
  return typeof cell === 'string' ? cell : inBrackets(cell.shorthand);
}

/** "[x]". */
export function inBrackets(letter: ShorthandLetter): string {
  return `[${letter}]`;
}
