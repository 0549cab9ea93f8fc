import { daysInWords } from '../../../common/date-words.js';
import type { FrozenTotal, ReleaseContent } from '../../domain/index.js';
import { changesTable } from './changes-sheet.js';
import { cleanTable, withCleanTexts } from './clean-text.js';
import { factsTable, shorthandTable } from './cover-sheet.js';
import { definitionsTable, generalNotesTable } from './notes-sheet.js';
import { inBrackets, type Cell, type Sheet, type ShorthandLetter } from './sheet.js';
import { totalsTable } from './totals-sheet.js';
import { SHORTHAND } from './words.js';

/** What to do about rows that stay in view, which can be in the way of readers who enlarge the text. */
const ABOUT_FROZEN_ROWS =
  'In the Excel file the rows down to the header stay in view. To change this, select View, Freeze Panes, Unfreeze Panes.';

/**
 * The workbook of a release: its cover, totals, notes and definitions, and changes if there is an earlier version.
 *
 * @param embargoUntil when the embargo ends that the release is under; null: none
 */
export function sheetsOf(content: ReleaseContent, embargoUntil: Date | null = null): readonly Sheet[] {
  const sheets = [totalsSheet(content), notesSheet(content), ...changesSheets(content)].map(withCleanTexts);
  return [coverSheet(content, embargoUntil, sheets), ...sheets];
}

/** The cover, which explains the shorthand of all sheets, its own included. */
function coverSheet(content: ReleaseContent, embargoUntil: Date | null, others: readonly Sheet[]): Sheet {
  const { phase, statement } = content;
  const facts = withCleanTexts({
    name: 'Cover',
    title: `${phase.name}: regional totals`,
    intro: [statement],
    tables: [factsTable(content, embargoUntil)],
  });
  const letters = lettersIn([facts, ...others]);
  const tables = [...facts.tables, ...(letters.length === 0 ? [] : [shorthandTable(letters)])];
  const names = others.map(({ name }) => name).join(', ');
  return {
    ...facts,
    intro: [
      ...facts.intro,
      `This sheet contains ${placeOfTables(tables.length)}. The other sheets are: ${names}.`,
      ...(letters.length === 0 ? ['No shorthand is used.'] : ['Shorthand is used. It is explained below.']),
    ],
    tables,
  };
}

function totalsSheet(content: ReleaseContent): Sheet {
  const { phase, totals, statement } = content;
  const table = cleanTable(totalsTable(content));
  return {
    name: 'Regional totals',
    title: `${phase.name}: regional totals with the figures of each force, ${daysInWords(phase)}`,
    intro: [
      statement,
      'This sheet contains one table. Each measure has a row for the whole (All), then a row for each of its parts.',
      aboutShorthand(table.rows),
      ...(totals.some(hasNoHighest) ? ['Under Highest possible, [z] means that there is no limit.'] : []),
      ABOUT_FROZEN_ROWS,
    ],
    tables: [table],
  };
}

/** Whether a total has no upper bound: of a measure, or of one of its parts. */
function hasNoHighest({ byBreakdown, ...whole }: FrozenTotal): boolean {
  return [whole, ...byBreakdown].some(({ qualifier, upper }) => qualifier !== null && upper === null);
}

function notesSheet(content: ReleaseContent): Sheet {
  const tables = [generalNotesTable(content), definitionsTable(content)];
  return {
    name: 'Notes and definitions',
    title: `${content.phase.name}: notes and definitions`,
    intro: [
      `This sheet contains ${placeOfTables(tables.length)}: what applies to all figures, and what each measure counts.`,
    ],
    tables,
  };
}

/** None if the release has no earlier version to compare with. */
function changesSheets(content: ReleaseContent): Sheet[] {
  const { phase, version, changesSince, changes, statement } = content;
  if (changesSince === null) return [];
  const title = `${phase.name}: changes from version ${changesSince} to version ${version}`;
  if (changes.length === 0) {
    const none = `This sheet contains no table, because no figure differs from version ${changesSince}.`;
    return [{ name: 'Changes', title, intro: [none], tables: [] }];
  }
  const table = cleanTable(changesTable(content, changesSince));
  const about = `This sheet contains one table: every figure that differs, as it was in version ${changesSince} and as it is now.`;
  return [
    {
      name: 'Changes',
      title,
      intro: [statement, about, aboutShorthand(table.rows), ABOUT_FROZEN_ROWS],
      tables: [table],
    },
  ];
}

/** Of one table or two. */
function placeOfTables(count: number): string {
  return count === 1 ? 'one table' : 'two tables, one below the other, with a blank row between them';
}

/** The key of the shorthand in a table, which stands above it. */
function aboutShorthand(rows: readonly (readonly Cell[])[]): string {
  const keys = lettersOf(rows.flat()).map((letter) => `${inBrackets(letter)} ${SHORTHAND[letter].name}`);
  return keys.length === 0
    ? 'No shorthand is used in this table.'
    : `Shorthand is used in this table: ${keys.join(', ')}. The sheet Cover says more.`;
}

function lettersIn(sheets: readonly Sheet[]): ShorthandLetter[] {
  return lettersOf(sheets.flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.flat())));
}

/** The letters of shorthand among cells, in the order in which they are explained. */
function lettersOf(cells: readonly Cell[]): ShorthandLetter[] {
  const used = new Set(
    cells.flatMap((cell) => (typeof cell !== 'string' && 'shorthand' in cell ? [cell.shorthand] : [])),
  );
  return (Object.keys(SHORTHAND) as ShorthandLetter[]).filter((letter) => used.has(letter));
}
