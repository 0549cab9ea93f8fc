import { stringify } from 'csv-stringify/sync';
import type { ReleaseContent } from '../domain/index.js';
import { columnsOf, tidyRows } from './tidy-rows.js';

/**
 * A release as CSV (RFC 4180) in UTF-8, with one header row; see `tidyRows`. A text that a spreadsheet might run as a
 * formula begins with an apostrophe.
 */
export function csvOf(content: ReleaseContent): Buffer {
  const text = stringify(tidyRows(content), {
    header: true,
    columns: columnsOf(content).map(({ name }) => name),
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String },
  });
  return Buffer.from(text);
}

/**
 * What the columns of the CSV file are, as CSV on the Web metadata (https://www.w3.org/TR/tabular-metadata/).
 *
 * @param url the address of the CSV file, relative to that of the metadata
 */
export function csvMetadataOf(content: ReleaseContent, url: string): Buffer {
  const { phase, statement, publishedAt, version } = content;
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en-GB' }],
    url,
    'dc:title': `${phase.name}: regional totals, release ${version}`,
    'dc:description': statement,
    'dc:issued': publishedAt,
    dialect: { header: true, encoding: 'utf-8', lineTerminators: ['\r\n'] },
    tableSchema: {
      columns: columnsOf(content).map(({ name, description, datatype }) => ({
        name,
        titles: name,
        'dc:description': description,
        datatype,
      })),
    },
  };
  return Buffer.from(JSON.stringify(metadata, null, 2));
}
