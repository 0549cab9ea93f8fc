import { daysInWords, instantInWords } from '../../../common/date-words.js';
import type { FrozenBasis, FrozenCoverage, Named, ReleaseContent } from '../../domain/index.js';
import { inBrackets, textColumn, type ShorthandLetter, type Table } from './sheet.js';
import { KIND_NAMES, SHORTHAND } from './words.js';

type Fact = readonly [fact: string, value: string];

/**
 * The table of what the release is: phase, version, status, dates, coverage, returns, contact.
 *
 * @param embargoUntil when the embargo ends that the release is under; null: none
 */
export function factsTable(content: ReleaseContent, embargoUntil: Date | null): Table {
  const { phase, version, publishedAt, asAt, coverage, restsOn } = content;
  return {
    title: 'Facts',
    columns: [textColumn('Fact', 34), textColumn('Value', 90)],
    rows: [
      ['Phase', phase.name],
      ['Dates of the phase', daysInWords(phase)],
      ['Release', `Version ${version}`],
      ['Status', statusOf(embargoUntil)],
      ...reasonFacts(content),
      ['Release made', instantInWords(new Date(publishedAt))],
      ['Figures as at', instantInWords(new Date(asAt))],
      ...coverageFacts(coverage),
      ...restsOn.map(returnFact),
      ['Contact', 'The regional coordinator of the operation'],
    ],
  };
}

function statusOf(embargoUntil: Date | null): string {
  return embargoUntil === null
    ? 'Published. If there is a later version, it replaces this one.'
    : `Under embargo until ${instantInWords(embargoUntil)}. Do not use any of this before.`;
}

/** Why there is this version; nothing of a first version without a note. */
function reasonFacts({ kind, note, changesSince }: ReleaseContent): Fact[] {
  return [
    ...(kind === null ? [] : [fact('Kind of release', KIND_NAMES[kind])]),
    ...(note === null ? [] : [fact('Note', note)]),
    ...(changesSince === null ? [] : [fact('Compared with', `Version ${changesSince}`)]),
  ];
}

function coverageFacts({ expected, reported, missing, notHeard }: FrozenCoverage): Fact[] {
  return [
    fact('Forces reported', `${reported} of ${expected} ${expected === 1 ? 'force' : 'forces'}`),
    fact('Missing', namesOf(missing)),
    fact('Forces not expected that have not reported', namesOf(notHeard)),
  ];
}

function returnFact({ force, version, withoutSignOff }: FrozenBasis): Fact {
  const signOff = withoutSignOff ? 'accepted without sign-off by the force' : 'signed off by the force';
  return fact(`Return of ${force.name}`, `Version ${version}, ${signOff}`);
}

const fact = (name: string, value: string): Fact => [name, value];

/** Names of forces, joined by commas only because some names contain "and". */
function namesOf(forces: readonly Named[]): string {
  return forces.length === 0 ? 'None' : forces.map(({ name }) => name).join(', ');
}

/** The table that explains the shorthand, for letters that are used. */
export function shorthandTable(letters: readonly ShorthandLetter[]): Table {
  return {
    title: 'Shorthand',
    columns: [textColumn('Shorthand', 34), textColumn('Meaning', 90)],
    rows: letters.map((letter) => [inBrackets(letter), SHORTHAND[letter].meaning]),
  };
}
