/** A word as the service uses it. */
interface GlossaryEntry {
  readonly word: string;
  /** One or two sentences, with codes in capitals as answers give them. */
  readonly meaning: string;
}

/**
 * The words that users meet, each before the words that are explained by it. The page at `/` shows them, and
 * `npm run docs:write` writes them into src/README.md.
 */
export const GLOSSARY: readonly GlossaryEntry[] = [
  {
    word: 'force',
    meaning:
      'An organisation that contributes figures: a territorial police force, the regional organised crime unit, a national force or a partner.',
  },
  { word: 'operation', meaning: 'What several forces do together, in phases. Operation Scorpion is one.' },
  {
    word: 'phase',
    meaning: 'One round of an operation, with its dates, focus, participants, deadlines and the measures it asks for.',
  },
  {
    word: 'participation',
    meaning:
      'Whether a force takes part in a phase: TAKING_PART (a return is expected), NOT_TAKING_PART, or NOT_KNOWN (no return is expected, but its absence is shown).',
  },
  {
    word: 'measure',
    meaning:
      'What is counted, such as arrests or cash seized, with its unit and definition. All measures together are the data dictionary.',
  },
  { word: 'part', meaning: 'One member of a measure’s breakdown: a drug, a weapon or an age group.' },
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
  { word: 'nil', meaning: 'The force reports that there was none (NIL).' },
  {
    word: 'not reported',
    meaning: 'The force has given no figure (NOT_REPORTED). It is shown as missing and never counted as 0.',
  },
  {
    word: 'qualifier',
    meaning:
      'How exact a number is: EXACT, AT_LEAST, AT_MOST, ALMOST (from 90 % of the number up to it) or APPROXIMATE (less or more by 2.5 % or by half of the place value of its last digit that is not 0, whichever is larger: for 20,000, by 5,000). UNQUANTIFIED means that there was some, and no number was given.',
  },
  {
    word: 'bounds',
    meaning: 'The lowest and the highest value that can be true. Without an upper bound, there is no limit.',
  },
  { word: 'total', meaning: 'The sum of the forces’ figures, with its qualifier, bounds and coverage.' },
  { word: 'sign off', meaning: 'A force’s approver signs off a version: the force confirms its figures.' },
  {
    word: 'question',
    meaning:
      'What the regional coordinator asks about a version (a query, in the names of the API). The version is QUERIED until each question is answered, taken back or ended by a newer version.',
  },
  { word: 'accept', meaning: 'The regional coordinator accepts a version for the region’s accepted totals.' },
  { word: 'count', meaning: 'A version of a return counts in a total if its figures are added to it.' },
  { word: 'coverage', meaning: 'How many of the forces that are expected have reported, and which are missing.' },
  {
    word: 'basis',
    meaning:
      'Which returns a total counts. ACCEPTED: those that the region has accepted. PROVISIONAL: those that were submitted and not withdrawn; only the regional coordinator sees these totals.',
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

/** The words as a Markdown table. */
export function glossaryTable(): string {
  const rows = GLOSSARY.map(({ word, meaning }) => `| ${word} | ${meaning} |`);
  return ['| word | meaning |', '| --- | --- |', ...rows].join('\n');
}
