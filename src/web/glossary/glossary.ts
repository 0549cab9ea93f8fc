import { isEnumType, type GraphQLSchema } from 'graphql';

/** A word as the service uses it. */
export interface GlossaryEntry {
  readonly word: string;
  /** A few sentences. */
  readonly meaning: string;
  /** Its name in the API: a type, or a type and its value; null: the API has no such name. */
  readonly of: string | null;
}

/** A word with its meaning, or with the element of the API whose description is its meaning; `more` is added to that. */
type Source =
  | { readonly word: string; readonly meaning: string }
  | { readonly word: string; readonly of: string; readonly more?: string };

/** The words that users meet, each before the words that are explained by it. */
const WORDS: readonly Source[] = [
  { word: 'force', of: 'Force' },
  { word: 'operation', meaning: 'What several forces do together, in phases. Operation Scorpion is one.' },
  { word: 'phase', of: 'Phase' },
  {
    word: 'participation',
    meaning:
      'Whether a force takes part in a phase. Its return is expected (TAKING_PART), is not accepted (NOT_TAKING_PART), or is not expected but its absence is shown (NOT_KNOWN).',
  },
  { word: 'measure', of: 'Measure' },
  { word: 'part', of: 'BreakdownPart' },
  {
    word: 'return',
    meaning:
      'What one force reports for one phase. Sending it again makes a new version. Each version is a whole return: what it leaves out is not reported.',
  },
  { word: 'current version', meaning: 'The newest of those versions of a return that are not withdrawn.' },
  {
    word: 'first return',
    meaning:
      'A return from a force that has no current version for the phase: it has submitted none, or all its versions are withdrawn. A closed phase accepts it only by exception.',
  },
  { word: 'figure', meaning: 'One value in a return, of a measure or of one of its parts.' },
  { word: 'nil', of: 'FigureState.NIL', more: 'Pages say “none”, spreadsheets 0.' },
  { word: 'not reported', of: 'FigureState.NOT_REPORTED', more: 'The force is shown as missing.' },
  { word: 'not applicable', of: 'FigureState.NOT_APPLICABLE' },
  { word: 'some, no number given', of: 'FigureState.UNQUANTIFIED' },
  {
    word: 'qualifier',
    meaning: 'How exact a number is: exact, at least, up to, almost or about. A number without a qualifier is exact.',
  },
  { word: 'at least', of: 'Qualifier.AT_LEAST', more: 'A total says it whenever a force is missing.' },
  { word: 'up to', of: 'Qualifier.AT_MOST' },
  { word: 'almost', of: 'Qualifier.ALMOST' },
  { word: 'about', of: 'Qualifier.APPROXIMATE' },
  {
    word: 'bounds',
    meaning: 'The lowest and the highest value that can be true. Without an upper bound, there is no limit.',
  },
  { word: 'total', meaning: 'The sum of the forces’ figures, with its qualifier, bounds and coverage.' },
  { word: 'sign off', meaning: 'A force’s approver signs off a version: the force confirms its figures.' },
  {
    word: 'question',
    meaning:
      'What the regional coordinator, or before acceptance the force’s approver, asks about a version (a query, in the names of the API). The version is QUERIED until each question is answered, taken back or ended by a newer version.',
  },
  { word: 'accept', meaning: 'The regional coordinator accepts a version for the region’s accepted totals.' },
  { word: 'accepted', of: 'Basis.ACCEPTED', more: 'Accepted totals add these versions.' },
  { word: 'provisional', of: 'Basis.PROVISIONAL', more: 'Only the regional coordinator reads provisional totals.' },
  { word: 'count', meaning: 'A version of a return counts in a total if its figures are added to it.' },
  {
    word: 'coverage',
    of: 'Coverage',
    more: 'It has how many forces were expected and how many have reported, and names those missing.',
  },
  {
    word: 'release',
    meaning:
      'A numbered publication of a phase’s accepted totals, with their definitions, coverage and headlines. Once published, it never changes; a correction is the next version.',
  },
  {
    word: 'headline',
    meaning:
      'A sentence made from one total of a release. It claims no more than the bounds allow, and says how many forces have reported if one is missing.',
  },
  {
    word: 'claim',
    meaning:
      'A figure in somebody else’s words, compared with a release: true (SUPPORTED), not certain (NOT_SUPPORTED), wrong (CONTRADICTED) or not in the release (NOT_RELEASED).',
  },
  {
    word: 'embargo',
    meaning:
      'Until an embargo ends, a release is there only for the regional coordinator and the people named for it, whose readings are recorded.',
  },
  {
    word: 'held back',
    meaning:
      'While a phase’s totals are held back, only the regional coordinator reads them. It is a setting of the phase that everybody can read, and an embargo needs it.',
  },
  {
    word: 'withheld',
    meaning:
      'A figure or a return that must not be known yet, because of a live job, is withheld until a given time. For everybody but the regional coordinator and its own force it then counts as not reported.',
  },
  {
    word: 'caller',
    meaning: 'Whoever sends a request to the service. An answer contains only what the caller may see.',
  },
];

/**
 * The words with their meanings. Words of the API mean what the schema says of them.
 *
 * @throws Error for a word that the schema does not describe
 */
export function glossaryOf(schema: GraphQLSchema): GlossaryEntry[] {
  return WORDS.map((source) => {
    if ('meaning' in source) return { ...source, of: null };
    const { word, of, more } = source;
    return { word, of, meaning: [descriptionOf(schema, of), ...(more === undefined ? [] : [more])].join(' ') };
  });
}

/** @param name a type, or a type and its value: `FigureState.NIL` */
function descriptionOf(schema: GraphQLSchema, name: string): string {
  const [typeName = '', value] = name.split('.');
  const type = schema.getType(typeName);
  const named = value === undefined ? type : isEnumType(type) ? type.getValue(value) : null;
  const description = named?.description ?? '';
  if (description === '') throw new Error(`The schema does not describe '${name}'.`);
  return description;
}

/** The words as a Markdown table. */
export function glossaryTable(schema: GraphQLSchema): string {
  const rows = glossaryOf(schema).map(
    ({ word, meaning, of }) => `| ${word} | ${meaning} | ${of === null ? '' : `\`${of}\``} |`,
  );
  return ['| word | meaning | in the API |', '| --- | --- | --- |', ...rows].join('\n');
}
