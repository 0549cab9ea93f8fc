import { strFromU8, unzipSync } from 'fflate';
import writeExcelFile, { type CellObject, type Row } from 'write-excel-file/node';
import { FONT, FONT_SIZES, isBold, isIndented, isOnRight, layoutOf, type LaidOutRow, type Layout } from './layout.js';
import { isNumber, textOf, type Cell, type Sheet } from './sheet.js';
import { partsOf } from './xlsx-parts.js';
import { excelText, markedText, withoutMarks } from './xlsx-text.js';
import { zipOf, type ZipEntry } from './zip-file.js';

/** The file with all texts of the sheets. */
const TEXTS = 'xl/sharedStrings.xml';

const TITLE = { fontWeight: 'bold', fontSize: FONT_SIZES.TITLE } as const;
const TABLE_TITLE = { fontWeight: 'bold', fontSize: FONT_SIZES.TABLE_TITLE } as const;
const HEADER = { wrap: true, alignVertical: 'bottom', bottomBorderStyle: 'medium' } as const;
const BODY = { wrap: true, alignVertical: 'top' } as const;

/**
 * The workbook as an Excel file (XLSX). The same sheets and time give the same bytes.
 *
 * @param modifiedAt the time that the file gives for itself
 */
export async function xlsxOf(sheets: readonly Sheet[], { modifiedAt }: { readonly modifiedAt: Date }): Promise<Buffer> {
  const layouts = sheets.map(layoutOf);
  const written = await writeExcelFile(layouts.map(sheetOf), {
    fontFamily: FONT,
    fontSize: FONT_SIZES.TEXT,
    features: [partsOf(layouts, modifiedAt)],
  }).toBuffer();
  const files = Object.entries(unzipSync(written)).map(([path, file]): ZipEntry => [
    path,
    path === TEXTS ? withoutMarks(strFromU8(file)) : file,
  ]);
  // In this order [Content_Types].xml is the first, as it ought to be.
  return zipOf(
    files.toSorted(([one], [other]) => (one < other ? -1 : 1)),
    modifiedAt,
  );
}

function sheetOf({ sheet, rows, widths, frozenRows }: Layout) {
  return {
    sheet: sheet.name,
    data: rows.map(rowOf),
    columns: widths.map((width) => ({ width })),
    orientation: 'landscape' as const,
    ...(frozenRows > 0 && { stickyRowsCount: frozenRows }),
  };
}

function rowOf(row: LaidOutRow): Row {
  const { height } = row;
  // A row has its height from its cells.
  const cells = row.cells.length === 0 ? [{}] : row.cells.map(contentOf);
  return cells.map((cell, place) => ({ height, ...styleOf(row, place), ...cell }));
}

function styleOf(row: LaidOutRow, place: number): CellObject {
  switch (row.role) {
    case 'TITLE':
      return TITLE;
    case 'TABLE_TITLE':
      return TABLE_TITLE;
    case 'HEADER':
    case 'BODY':
      return {
        ...(row.role === 'HEADER' ? HEADER : BODY),
        align: isOnRight(row, place) ? 'right' : 'left',
        ...(isIndented(row, place) && { indent: 1 }),
        ...(isBold(row, place) && { fontWeight: 'bold' }),
      };
    default:
      return {};
  }
}

/** A number, or a text that is never taken for a formula or a number. */
function contentOf(cell: Cell): CellObject {
  if (!isNumber(cell)) return { value: markedText(excelText(textOf(cell))), type: String };
  const decimals = cell.decimals === 0 ? '' : `.${'0'.repeat(cell.decimals)}`;
  return { value: cell.number, type: Number, format: `#,##0${decimals}` };
}
