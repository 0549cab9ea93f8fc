import { utils, write, type CellObject } from '@e965/xlsx';
import { layoutOf, type Layout } from './layout.js';
import { isNumber, textOf, type Cell, type Sheet } from './sheet.js';

/**
 * The workbook as an OpenDocument spreadsheet (ODS), without bold text, borders and commas in numbers, which the library does
 * not write. The same sheets give the same bytes.
 */
export function odsOf(sheets: readonly Sheet[]): Buffer {
  const book = utils.book_new();
  for (const layout of sheets.map(layoutOf)) utils.book_append_sheet(book, sheetOf(layout), layout.sheet.name);
  return write(book, { type: 'buffer', bookType: 'ods', compression: true }) as Buffer;
}

function sheetOf({ rows, widths }: Layout): ReturnType<typeof utils.aoa_to_sheet> {
  const sheet = utils.aoa_to_sheet(rows.map(({ cells }) => cells.map(contentOf)));
  return { ...sheet, '!cols': widths.map((wch) => ({ wch })) };
}

/** A number, or a text, which is never a formula. */
function contentOf(cell: Cell): CellObject {
  return isNumber(cell) ? { t: 'n', v: cell.number } : { t: 's', v: textOf(cell) };
}
