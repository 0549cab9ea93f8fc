import { MOST_CHARACTERS, type CheckedClaim, type CheckedText } from '../../releases/index.js';
import { instantInWords } from '../../common/date-words.js';
import { coverageInWords, forcesInWords, totalInWords } from '../figure-words.js';
import { embargoView, type EmbargoView } from '../embargo-view.js';
import { PATHS } from '../paths.js';

/** A piece of the text: a figure, a number that was not read, or what is between them. */
interface Piece {
  readonly text: string;
  /** The end of its class name; null: nothing is marked. */
  readonly mark: string | null;
  /** What the mark says, in words. */
  readonly said: string;
}

/** A figure of the text, with what is true. */
interface FigureCard {
  readonly words: string;
  readonly verdict: string;
  readonly mark: string;
  readonly rows: readonly { readonly key: string; readonly value: string }[];
}

export interface CheckView {
  readonly title: string;
  readonly phase: string;
  readonly action: string;
  /** The page of the phase, and that of its headlines. */
  readonly totals: string;
  readonly headlines: string;
  readonly mostCharacters: string;
  readonly text: string;
  /** What is wrong with the text; empty: nothing. */
  readonly problem: string;
  /** The embargo that the release is under; null: none, or nothing was checked yet. */
  readonly embargo: EmbargoView | null;
  /** Null: nothing was checked yet. */
  readonly result: {
    readonly release: string;
    readonly summary: string;
    readonly pieces: readonly Piece[];
    readonly figures: readonly FigureCard[];
    readonly notRead: readonly string[];
  } | null;
}

const VERDICTS: Readonly<Record<CheckedClaim['verdict'], readonly [mark: string, said: string]>> = {
  SUPPORTED: ['supported', 'true'],
  NOT_SUPPORTED: ['not-supported', 'not certain'],
  CONTRADICTED: ['contradicted', 'wrong'],
  NOT_RELEASED: ['not-released', 'not released'],
};

/**
 * The view of the page: the form and, once a text was sent, what is true of it.
 *
 * @param as the id of the demo identity that reads; null: the demo's visitor
 */
export function checkView(
  { code, name }: { readonly code: string; readonly name: string },
  as: string | null,
  sent: { readonly text: string; readonly problem: string | null; readonly checked: CheckedText | null },
): CheckView {
  const { text, problem, checked } = sent;
  return {
    title: `${problem === null ? '' : 'Error: '}Check a draft: ${name}`,
    phase: name,
    action: PATHS.check(code, as),
    totals: PATHS.phase(code),
    headlines: PATHS.headlines(code, as),
    mostCharacters: MOST_CHARACTERS.toLocaleString('en-GB'),
    text,
    problem: problem ?? '',
    embargo: checked === null ? null : embargoView(checked.embargo, checked.isRecorded),
    result: checked === null ? null : resultOf(text, checked),
  };
}

function resultOf(text: string, checked: CheckedText): NonNullable<CheckView['result']> {
  const { claims, notRead } = checked;
  return {
    release: releaseInWords(checked),
    summary: summaryOf(claims, notRead.length),
    pieces: piecesOf(text, checked),
    figures: claims.toSorted(byUrgency).map((claim) => cardOf(claim, checked)),
    notRead: notRead.map(({ words }) => words),
  };
}

/** What needs a change first; otherwise in the order of the text. */
const byUrgency = (one: CheckedClaim, other: CheckedClaim): number =>
  URGENCY.indexOf(one.verdict) - URGENCY.indexOf(other.verdict);
const URGENCY: readonly CheckedClaim['verdict'][] = ['CONTRADICTED', 'NOT_SUPPORTED', 'NOT_RELEASED', 'SUPPORTED'];

function releaseInWords({ version, status, asAt }: CheckedText): string {
  if (version === null || asAt === null) return 'No release of this phase is published.';
  if (status === 'WITHDRAWN') return `Release ${version} was withdrawn: do not use any of its figures.`;
  return `Compared with release ${version}, as at ${instantInWords(asAt)}.`;
}

function summaryOf(claims: readonly CheckedClaim[], notRead: number): string {
  const count = (verdict: CheckedClaim['verdict']): number => claims.filter((one) => one.verdict === verdict).length;
  const figures = claims.length === 1 ? '1 figure was read' : `${claims.length} figures were read`;
  const said = [
    `${count('SUPPORTED')} true`,
    `${count('NOT_SUPPORTED')} not certain`,
    `${count('CONTRADICTED')} wrong`,
    `${count('NOT_RELEASED')} not released`,
  ];
  const others = notRead === 1 ? '1 number was not read' : `${notRead} numbers were not read`;
  return `${figures}: ${said.join(', ')}. ${others}.`;
}

function piecesOf(text: string, { claims, notRead }: CheckedText): Piece[] {
  const marks = [
    ...claims.map(({ start, length, verdict }) => ({
      start,
      length,
      mark: VERDICTS[verdict][0],
      said: VERDICTS[verdict][1],
    })),
    ...notRead.map(({ start, length }) => ({ start, length, mark: 'not-read', said: 'not read' })),
  ].sort((one, other) => one.start - other.start);
  const pieces: Piece[] = [];
  let end = 0;
  for (const { start, length, mark, said } of marks) {
    pieces.push({ text: text.slice(end, start), mark: null, said: '' });
    end = start + length;
    pieces.push({ text: text.slice(start, end), mark, said });
  }
  return [...pieces, { text: text.slice(end), mark: null, said: '' }];
}

function cardOf(claim: CheckedClaim, { vocabulary }: CheckedText): FigureCard {
  const measure = vocabulary.measures.find(({ code }) => code === claim.measure);
  const part = measure?.parts.find(({ code }) => code === claim.breakdown);
  const forces = claim.forces.map((code) => vocabulary.forces.find((force) => force.code === code)?.name ?? code);
  const [mark, said] = VERDICTS[claim.verdict];
  const { total, coverage, suggestion, words } = claim;
  const rows = [
    ['What it counts', [measure?.name ?? claim.measure, ...(part === undefined ? [] : [part.name])].join(', ')],
    ['Who it is about', forces.length === 0 ? 'the region' : forces.join(', ')],
    ['The release says', total === null ? 'nothing' : totalInWords(total, measure?.unit ?? 'COUNT')],
    ...(coverage === null ? [] : [['Forces reported', coverageOf(coverage)] as const]),
    ...(claim.verdict === 'SUPPORTED' ? [] : [['What to do', adviceOf(suggestion)] as const]),
  ] as const;
  return {
    words,
    verdict: claim.caution === 'LOOSE' ? `${said}, but far above the total` : said,
    mark,
    rows: rows.map(([key, value]) => ({ key, value })),
  };
}

function coverageOf({ missing, ...coverage }: NonNullable<CheckedClaim['coverage']>): string {
  return `${coverageInWords(coverage)}${missing.length === 0 ? '' : `. Missing: ${forcesInWords(missing)}. Name them.`}`;
}

const adviceOf = (suggestion: string | null): string =>
  suggestion === null ? 'Leave this figure out: the release has no sentence for it.' : `Say instead: ${suggestion}`;
