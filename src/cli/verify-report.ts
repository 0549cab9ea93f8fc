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
  CHANGED: 'is not what %s recorded',
  REMOVED: 'is missing; %s recorded it',
  ADDED: 'is in no entry of the audit record',
  RESTORED: 'is there again, although %s recorded its removal',
};

/** Writes what was verified and found: as text, or as JSON with one object on each line. */
export class VerifyReport {
  constructor(
    private readonly log: (line: string) => void,
    /** `isQuiet` leaves out what is no difference, but for the summary. */
    private readonly options: { readonly isQuiet: boolean; readonly isJson: boolean },
  ) {}

  phase(code: string, { versions, totals }: Counts, differences: number): void {
    this.progress(`${code}: ${many(versions, 'version')}, ${many(totals, 'total')}: ${ofDifferences(differences)}`);
  }

  findings(findings: readonly Finding[]): void {
    for (const one of findings) this.line(one, findingText(one));
  }

  /** @param whole the place up to which the record is intact */
  broken(broken: ChainBreak, whole: ChainMark): void {
    this.line(broken, breakText(broken, whole));
  }

  /** @param different how many differ, of which `differences` may be the first */
  contents(compared: number, different: number, differences: readonly ContentDifference[]): void {
    this.progress(`audit record: ${many(compared, 'digest')}: ${ofDifferences(different)}`);
    for (const one of differences) this.line(one, contentText(one));
    const more = different - differences.length;
    if (more > 0) this.line({ more }, `and ${more} more`);
  }

  note(note: string): void {
    if (this.options.isJson) this.log(JSON.stringify({ note }));
    else this.progress(`Note: ${note}`);
  }

  summary(summary: Summary): void {
    this.log(this.options.isJson ? JSON.stringify({ summary }) : summaryText(summary));
  }

  private progress(text: string): void {
    if (!this.options.isQuiet && !this.options.isJson) this.log(text);
  }

  private line(difference: object, text: string): void {
    this.log(this.options.isJson ? JSON.stringify(difference) : `  ${text}`);
  }
}

function findingText({ phase, force, version, measure, part, basis, compared, stored, recomputed }: Finding): string {
  const place = [phase, force, version === null ? null : `version ${version}`, measure, part, basis];
  const where = place.filter((word) => word !== null).join(' ');
  return `${where}: ${compared} is ${stored ?? 'missing'}; recomputed: ${recomputed ?? 'none'}`;
}

/** Names the row by the columns of its key: `version_states (id 57)`. */
function contentText({ table, columns, key, kind, entry, action, phase, force }: ContentDifference): string {
  const values = columns.length === 1 ? [key] : key.split(' ');
  const row = columns.map((column, place) => `${column} ${values[place] ?? ''}`).join(', ');
  const about = [action, phase, force].filter((one) => one !== null).join(' ');
  return `${table} (${row}) ${KINDS[kind].replace('%s', `audit entry ${entry} (${about})`)}`;
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
  return `Verified ${things.slice(0, -1).join(', ')} and ${things.at(-1)}: ${ofDifferences(differences)}.`;
}

function ofDifferences(count: number): string {
  return count === 0 ? 'no differences' : many(count, 'difference');
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
