import { setImmediate } from 'node:timers/promises';
import { cardFileStem, cardOf, type Card } from '../cards/card.js';
import { CardDoesNotFitError, pngOf, svgOf } from '../cards/card-pictures.js';
import type { ReleaseContent } from '../domain/index.js';
import { csvMetadataOf, csvOf } from './csv.js';
import { headlinesText, notesToEditors } from './notes-to-editors.js';
import { RELEASE_SCHEMA } from './release-schema.js';
import { odsOf } from './spreadsheet/ods.js';
import { sheetsOf } from './spreadsheet/sheets.js';
import { xlsxOf } from './spreadsheet/xlsx.js';
import { zipOf, type ZipEntry } from './spreadsheet/zip-file.js';

/** What a press pack is made from. */
interface PressPackSource {
  readonly content: ReleaseContent;
  /** The release as it was stored. */
  readonly bytes: Buffer;
  /** When the embargo ends that the release is under; null: none. */
  readonly embargoUntil: Date | null;
}

/**
 * Everything that a press office needs of a release, as a zip archive: headlines, notes to editors, the figures in every
 * format, and a card of each of the region's headlines with its text alternative.
 */
export async function pressPackOf({ content, bytes, embargoUntil }: PressPackSource): Promise<Buffer> {
  const modifiedAt = new Date(content.publishedAt);
  const sheets = sheetsOf(content, embargoUntil);
  const files: ZipEntry[] = [
    ['headlines.txt', headlinesText(content, embargoUntil)],
    ['notes-to-editors.txt', notesToEditors(content, embargoUntil)],
    ['figures.csv', csvOf(content)],
    ['figures.csv-metadata.json', csvMetadataOf(content, 'figures.csv')],
    ['figures.xlsx', await xlsxOf(sheets, { modifiedAt })],
    ['figures.ods', odsOf(sheets)],
    ['release.json', bytes],
    ['release.schema.json', RELEASE_SCHEMA],
  ];
  for (const headline of content.headlines.filter(({ force }) => force === null)) {
    // Other requests are answered between one card and the next.
    await setImmediate();
    const card = cardOf(content, headline);
    const stem = `cards/${cardFileStem({
      measure: headline.measure.code,
      breakdown: headline.breakdown?.code ?? null,
      force: null,
    })}`;
    files.push(...(await picturesOf(card, stem)));
    files.push([`${stem}.txt`, `${card.alternative}\r\n`]);
  }
  return zipOf(files, modifiedAt);
}

/** The pictures of a card; none if its texts are too long for them, because the other files are needed all the same. */
async function picturesOf(card: Card, stem: string): Promise<ZipEntry[]> {
  try {
    return [
      [`${stem}.png`, await pngOf(card)],
      [`${stem}.svg`, await svgOf(card)],
    ];
  } catch (error) {
    if (error instanceof CardDoesNotFitError) return [];
    throw error;
  }
}
