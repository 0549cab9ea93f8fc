import type writeExcelFile from 'write-excel-file/node';
import { getCellAddress, sanitizeAttributeValue, sanitizeTextContent } from 'write-excel-file/utility';
import { FONT_SIZES, type Layout, type PlacedTable } from './layout.js';
import { excelText } from './xlsx-text.js';

type Feature = NonNullable<NonNullable<Parameters<typeof writeExcelFile>[1]>['features']>[number];

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const CORE = 'docProps/core.xml';

/** A table with the file that marks it up, and the number of its sheet, from 0. */
interface TablePart extends PlacedTable {
  readonly id: number;
  readonly sheet: number;
}

/**
 * What the Government Statistical Service asks for and the library does not write: tables marked up as tables, titles
 * marked up as headings, the title and language of the document, and pages as wide as the sheet with the header on each.
 */
export function partsOf(layouts: readonly Layout[], modifiedAt: Date): Feature {
  const tables = layouts
    .flatMap((layout, sheet) => layout.tables.map((table) => ({ ...table, sheet })))
    .map((table, place): TablePart => ({ ...table, id: place + 1 }));
  const ofSheet = (place: number): TablePart[] => tables.filter(({ sheet }) => sheet === place);
  return {
    files: {
      transform: {
        '[Content_Types].xml': { insert: () => contentTypes(tables) },
        '_rels/.rels': {
          insert: () => relationship('rId-core', `${PACKAGE}/relationships/metadata/core-properties`, CORE),
        },
        'xl/styles.xml': { transform: withHeadingStyles },
        'xl/workbook.xml': { transform: (xml) => xml.replace('<definedNames/>', () => printTitles(layouts)) },
        'xl/worksheets/sheet{id}.xml': {
          transformElementAttributes: (tag, attributes) =>
            tag === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
          insert: (_, { sheetIndex }) => tableReferences(ofSheet(sheetIndex)),
          transform: withPageFit,
        },
        'xl/worksheets/_rels/sheet{id}.xml.rels': {
          insert: (_, { sheetIndex }) =>
            ofSheet(sheetIndex)
              .map(({ id }) => relationship(`rId-table-${id}`, `${OFFICE}/table`, `../tables/table${id}.xml`))
              .join(''),
        },
      },
      write: {
        files: () => ({
          [CORE]: coreProperties(layouts[0]?.sheet.title ?? '', modifiedAt),
          ...Object.fromEntries(tables.map((table) => [`xl/tables/table${table.id}.xml`, tableXml(table)])),
        }),
      },
    },
  };
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
}

function contentTypes(tables: readonly TablePart[]): string {
  return [
    `<Override PartName="/${CORE}" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`,
    ...tables.map(
      ({ id }) => `<Override PartName="/xl/tables/table${id}.xml" ContentType="${SPREADSHEET}.table+xml"/>`,
    ),
  ].join('');
}

function tableReferences(tables: readonly TablePart[]): string {
  if (tables.length === 0) return '';
  const parts = tables.map(({ id }) => `<tablePart r:id="rId-table-${id}"/>`);
  return `<tableParts count="${tables.length}">${parts.join('')}</tableParts>`;
}

/** A table without buttons for filters and without colours. */
function tableXml({ id, table, headerRow, lastRow }: TablePart): string {
  const name = table.title.replaceAll(' ', '_');
  const area = `${getCellAddress(headerRow - 1, 0)}:${getCellAddress(lastRow - 1, table.columns.length - 1)}`;
  const columns = table.columns.map(
    ({ header }, place) => `<tableColumn id="${place + 1}" name="${sanitizeAttributeValue(excelText(header))}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
    ` id="${id}" name="${name}" displayName="${name}" ref="${area}" totalsRowShown="0">`,
    `<tableColumns count="${columns.length}">${columns.join('')}</tableColumns></table>`,
  ].join('');
}

function coreProperties(title: string, modifiedAt: Date): string {
  const at = `${modifiedAt.toISOString().slice(0, 19)}Z`;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${sanitizeTextContent(title)}</dc:title><dc:language>en-GB</dc:language>`,
    ...['created', 'modified'].map((what) => `<dcterms:${what} xsi:type="dcterms:W3CDTF">${at}</dcterms:${what}>`),
    '</cp:coreProperties>',
  ].join('');
}

/** The header of a sheet's only table is printed on each page. */
function printTitles(layouts: readonly Layout[]): string {
  const names = layouts.flatMap(({ sheet, frozenRows }, place) => {
    const area = `'${sheet.name}'!$${frozenRows}:$${frozenRows}`;
    return frozenRows === 0
      ? []
      : [`<definedName name="_xlnm.Print_Titles" localSheetId="${place}">${area}</definedName>`];
  });
  return names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`;
}

/** Prints a sheet as wide as the page. Of frozen rows only, Excel wants the lower pane to be the left one. */
function withPageFit(xml: string): string {
  return xml
    .replace(/<worksheet [^>]*>/, (tag) => `${tag}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
    .replace('activePane="bottomRight"', 'activePane="bottomLeft"');
}

const HEADINGS = [
  { name: 'Heading 1', builtinId: 16, size: FONT_SIZES.TITLE },
  { name: 'Heading 2', builtinId: 17, size: FONT_SIZES.TABLE_TITLE },
];

/** Marks up the titles of sheets and of tables with Excel's own styles for headings. Their size tells which they are. */
function withHeadingStyles(xml: string): string {
  const fonts = [...xml.matchAll(/<font>.*?<\/font>/g)].map(([font]) => font);
  const headings = HEADINGS.flatMap(({ size, ...heading }) => {
    const font = fonts.findIndex((one) => one.includes(`<sz val="${size}"/>`));
    return font === -1 ? [] : [{ ...heading, font }];
  });
  const styles = [{ name: 'Normal', builtinId: 0, font: 0 }, ...headings];
  const styleXfs = styles.map(({ font }) => `<xf numFmtId="0" fontId="${font}" fillId="0" borderId="0"/>`);
  const names = styles.map(
    ({ name, builtinId }, place) => `<cellStyle name="${name}" xfId="${place}" builtinId="${builtinId}"/>`,
  );
  return xml
    .replace(/<xf (?=[^>]*fontId="(\d+)")/g, (start, font) => {
      const style = styles.findIndex((one) => String(one.font) === font);
      return style > 0 ? `${start}xfId="${style}" ` : start;
    })
    .replace('<cellXfs ', `<cellStyleXfs count="${styles.length}">${styleXfs.join('')}</cellStyleXfs><cellXfs `)
    .replace('</cellXfs>', `</cellXfs><cellStyles count="${styles.length}">${names.join('')}</cellStyles>`);
}
