import { cardOf } from '../cards/card.js';
import { pngOf, svgOf } from '../cards/card-pictures.js';
import type { FrozenHeadline, ReleaseContent } from '../domain/index.js';
import { csvMetadataOf, csvOf } from './csv.js';
import { pressPackOf } from './press-pack.js';
import { odsOf } from './spreadsheet/ods.js';
import { sheetsOf } from './spreadsheet/sheets.js';
import { xlsxOf } from './spreadsheet/xlsx.js';

/** A kind of file. */
export interface FileType<Source> {
  readonly mediaType: string;
  /** Whether a browser saves it instead of showing it. */
  readonly isDownload: boolean;
  /** Whether it takes so much time and memory that only one is made at a time. */
  readonly isSlow?: true;
  readonly make: (source: Source) => Buffer | Promise<Buffer>;
}

/** What a file of a release is made from. */
export interface FileSource {
  readonly content: ReleaseContent;
  /** The release as it was stored. */
  readonly bytes: Buffer;
  /** The name of the file without its type, as it is in the address. */
  readonly name: string;
  /** When the embargo ends that the release is under; null: none. */
  readonly embargoUntil: Date | null;
}

/** The files of a release, by the end of their address. */
export const FILE_TYPES = {
  json: { mediaType: 'application/json', isDownload: false, make: ({ bytes }) => bytes },
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    isDownload: true,
    make: ({ content }) => csvOf(content),
  },
  'csv-metadata.json': {
    mediaType: 'application/csvm+json',
    isDownload: false,
    make: ({ content, name }) => csvMetadataOf(content, `${name}.csv`),
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    isDownload: true,
    make: ({ content, embargoUntil }) =>
      xlsxOf(sheetsOf(content, embargoUntil), { modifiedAt: new Date(content.publishedAt) }),
  },
  ods: {
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
    isDownload: true,
    make: ({ content, embargoUntil }) => odsOf(sheetsOf(content, embargoUntil)),
  },
  zip: { mediaType: 'application/zip', isDownload: true, isSlow: true, make: pressPackOf },
} satisfies Readonly<Record<string, FileType<FileSource>>>;

/** What a card is made from. */
export interface CardSource {
  readonly content: ReleaseContent;
  readonly headline: FrozenHeadline;
}

/** The files of a card, by the end of their address. */
export const CARD_TYPES = {
  svg: {
    mediaType: 'image/svg+xml',
    isDownload: false,
    make: async ({ content, headline }) => Buffer.from(await svgOf(cardOf(content, headline))),
  },
  png: { mediaType: 'image/png', isDownload: false, make: ({ content, headline }) => pngOf(cardOf(content, headline)) },
  txt: {
    mediaType: 'text/plain; charset=utf-8',
    isDownload: false,
    make: ({ content, headline }) => Buffer.from(`${cardOf(content, headline).alternative}\n`),
  },
} satisfies Readonly<Record<string, FileType<CardSource>>>;

/** The name of a file and its type, from the last part of its address; null: there is no such type. */
export function fileNamed<Type extends string>(
  file: string,
  types: Readonly<Record<Type, unknown>>,
): { readonly name: string; readonly type: Type } | null {
  const names = Object.keys(types) as Type[];
  // The longest first: ".csv-metadata.json" before ".json".
  const type = names.toSorted((one, other) => other.length - one.length).find((one) => file.endsWith(`.${one}`));
  return type === undefined ? null : { name: file.slice(0, -type.length - 1), type };
}
