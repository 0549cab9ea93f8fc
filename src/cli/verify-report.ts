import type { ChainBreak, ChainMark, ContentDifference } from '../audit/index.js';
import type { Counts, Finding } from '../totals/index.js';
import { breakText } from './break-text.js';

/** How much was verified, and how many differences were found. */
export interface Summary extends Counts {
  readonly phases: number;
  /** Digests that were compared with those in the audit record; null: none were. */
  readonly digests: number | null;
  readonly differences: number;
}

const KINDS: Readonly<Record<ContentDifference['kind'], string>> = {
  CHANGED: 'does not match %s',
  REMOVED: 'is missing, but %s recorded it',
  ADDED: 'is in no audit entry',
  RESTORED: 'exists, but %s recorded its removal',
  RECORDED_AGAIN: 'was recorded a second time, by %s',
};

/** Writes what was verified and found: as text, or as JSON with one object on each line. */
export class VerifyReport {
  constructor(
    private readonly log: (line: string) => void,
    /** `isQuiet`: only differences and the summary. */
    private readonly options: { readonly isQuiet: boolean; readonly isJson: boolean },
  ) {}

  phase(code: string, { versions, totals }: Counts, differences: number): void {
    this.progress(`${code}: ${many(versions, 'version')}, ${many(totals, 'total')}: ${ofDifferences(differences)}`);
  }

  findings(findings: readonly Finding[]): void {
    for (const one of findings) this.difference(one, findingText(one));
  }

  /** @param whole the place up to which the record is intact */
  broken(broken: ChainBreak, whole: ChainMark): void {
    this.difference({ record: broken }, breakText(broken, whole));
  }

  /** Entries that recorded rows as they stood, as an upgrade does, although none made them. */
  forgedRecordings(entries: readonly number[]): void {
    for (const entry of entries) {
      this.difference({ recording: entry }, `audit entry ${entry} recorded rows as they stood, but no upgrade made it`);
    }
  }

  /** @param different how many differ, of which `differences` may be the first */
  contents(compared: number, different: number, differences: readonly ContentDifference[]): void {
    this.progress(`audit record: ${many(compared, 'digest')}: ${ofDifferences(different)}`);
    for (const one of differences) this.difference({ row: one }, contentText(one));
    const more = different - differences.length;
    if (more > 0) this.difference({ more }, `and ${many(more, 'more difference')}, not shown`);
    if (different > 0 && !this.options.isJson) {
      this.log('  Only a backup shows what these rows were. What follows is recomputed from the rows as they are now.');
    }
  }

  note(note: string): void {
    if (!this.options.isQuiet) this.log(this.options.isJson ? JSON.stringify({ note }) : `Note: ${note}`);
  }

  summary(summary: Summary): void {
    this.log(this.options.isJson ? JSON.stringify({ summary }) : summaryText(summary));
  }

  private progress(text: string): void {
    if (!this.options.isQuiet && !this.options.isJson) this.log(text);
  }

  private difference(difference: object, text: string): void {
    this.log(this.options.isJson ? JSON.stringify(difference) : `  ${text}`);
  }
}

function findingText({ phase, force, version, measure, part, basis, compared, stored, recomputed }: Finding): string {
  const place = [phase, force, version === null ? null : `version ${version}`, measure, part, basis];
  const where = place.filter((word) => word !== null).join(' ');
  return `${where}: ${compared} is ${stored ?? 'missing'}; recomputed: ${recomputed ?? 'none'}`;
}

/** Names the row by the columns of its key: `version_states (id 57)`. */
function contentText({ table, columns, key, kind, ...of }: ContentDifference): string {
  const row = columns.map((column, place) => `${column} ${key[place] ?? ''}`).join(', ');
  const version = of.version === null ? null : `version ${of.version}`;
  const about = [of.action, of.phase, of.force, version].filter((one) => one !== null).join(' ');
  return `${table} (${row}) ${KINDS[kind].replace('%s', `audit entry ${of.entry} (${about}; ${of.at}, ${of.actor})`)}`;
}

function summaryText({ differences, digests, ...looked }: Summary): string {
  const { phases, versions, figures, results, totals } = looked;
  const things = [
    many(phases, 'phase'),
    many(versions, 'version'),
    many(figures, 'figure'),
    many(results, 'result'),
    many(totals, 'total'),
    ...(digests === null ? [] : [`${many(digests, 'digest')} of the audit record`]),
  ];
  const left = digests === null ? ' The audit record was not checked.' : '';
  return `Verified ${things.slice(0, -1).join(', ')} and ${things.at(-1)}: ${ofDifferences(differences)}.${left}`;
}

function ofDifferences(count: number): string {
  return count === 0 ? 'no differences' : many(count, 'difference');
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
