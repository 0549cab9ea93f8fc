import { PATHS } from './paths.js';

/** A file of a release. */
export interface Download {
  readonly name: string;
  readonly href: string;
}

const FILES = [
  ['Press pack: headlines, notes, figures and cards (ZIP)', 'zip'],
  ['Figures as a spreadsheet (XLSX)', 'xlsx'],
  ['Figures as a spreadsheet (ODS)', 'ods'],
  ['Figures as a table (CSV)', 'csv'],
  ['The release as data (JSON)', 'json'],
] as const;

/**
 * The files of the newest release of a phase.
 *
 * @param phase its code
 * @param as the demo identity that reads; null: the demo's visitor
 */
export function downloadsOf(phase: string, as: string | null): Download[] {
  return FILES.map(([name, type]) => ({ name, href: PATHS.releaseFile(phase, `${phase}.${type}`, as) }));
}
