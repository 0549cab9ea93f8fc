import { z } from 'zod';
import { readCsv } from '../../dictionary/index.js';
import type { Scope } from './scopes.js';

/*
 * What makes the numbers of a sentence doubtful: another time, another place, one case, a comparison. They are not read.
 */

/** SENTENCE: words that make every number of their sentence doubtful. CLAUSE: those of their clause. */
const doubtRow = z.object({ reach: z.enum(['SENTENCE', 'CLAUSE']), reason: z.string(), words: z.string() });
const DOUBTS = readCsv(new URL('./data/doubts.csv', import.meta.url), doubtRow);

const formOf = (wanted: z.infer<typeof doubtRow>['reach']): RegExp => {
  const words = DOUBTS.filter(({ reach }) => reach === wanted).map((row) => row.words);
  return new RegExp(`(?<![\\p{L}\\d-])(?:${words.join('|')})(?![\\p{L}\\d])`, 'iu');
};
const DOUBTFUL_SENTENCE = formOf('SENTENCE');
const DOUBTFUL_CLAUSE = formOf('CLAUSE');

/** A place after a preposition; case counts. */
const PLACE_NAME =
  /(?<!\p{L})(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round|[Oo]utside|(?:town|city|village|resort|district|suburb|area) of) (?:the )?(?<name>\p{Lu}[\p{L}'-]+)/gu;
const NO_PLACE = /^(?:Operation|Scorpion|Phase|Class|Section|South|National|Total|All|A|The)$/u;

/** A body that may be no force of the dictionary: "Thames Valley Police", "Swindon officers", "the NCA"; case counts. */
const BODY =
  /(?<!\p{L})(?<name>\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*){0,4}) (?:[Pp]olice(?! (?:and [Cc]rime|[Cc]onstable))|[Cc]onstabulary|officers|detectives|Council|Agency|Standards)(?!\p{L})|(?<!\p{L})(?:the Met|NCA|HMRC|Border Force|Immigration Enforcement|Home Office|Europol)(?!\p{L})|(?<![\p{L}\d])@\p{L}/gu;
/** Words with a capital at the beginning of a sentence that name no body. */
const NO_BODY =
  /^(?:The|Our|These|Those|All|Some|More|In|And|When|As|While|Local|Uniformed|Plain-clothes|Armed|Neighbourhood|Specialist|Response|Firearms|Roads|Undercover|Regional|Additional|Special|Dog|Across|Police|Operation|Scorpion|This|Over|Hundreds|Every|Both|Together|January|February|March|April|May|June|July|August|September|October|November|December)$/u;

/** An invisible character within a word, or a mark on a letter, so that the word is not what it seems. */
const BROKEN_WORD = /[\p{L}\p{N}](?:\p{Default_Ignorable_Code_Point}+[\p{L}\p{N}]|\p{M})/u;
/** Letters that look like others. */
const OTHER_LETTERS = /(?!\p{Script=Latin})\p{L}/u;

/** Whether every number of a sentence is doubtful. */
export function isSentenceDoubtful(sentence: string, scopes: readonly Scope[]): boolean {
  if ([DOUBTFUL_SENTENCE, BROKEN_WORD, OTHER_LETTERS].some((form) => form.test(sentence))) return true;
  const isScope = (start: number, end: number): boolean => scopes.some((one) => one.start < end && one.end > start);
  const names = (form: RegExp, none: RegExp): boolean =>
    [...sentence.matchAll(form)].some(
      ({ index, 0: { length }, groups }) => !isScope(index, index + length) && !none.test(groups?.['name'] ?? ''),
    );
  return names(PLACE_NAME, NO_PLACE) || names(BODY, NO_BODY);
}

/** Whether the clause of an amount, or the words that open its sentence, are about another time, a plan or a rate, or deny it. */
export function isClauseDoubtful(
  sentence: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const from = Math.max(...CLAUSE_ENDS.map((mark) => sentence.lastIndexOf(mark, start - 1))) + 1;
  const to = sentence.slice(end).search(/[,;:)–]/u);
  const clause = sentence.slice(Math.max(from, start - REACH), Math.min(end + REACH, to === -1 ? Infinity : end + to));
  const opening = /^[^,:]{0,80}[,:]/u.exec(sentence)?.[0] ?? '';
  return DOUBTFUL_CLAUSE.test(clause) || DOUBTFUL_CLAUSE.test(opening);
}

/** Whether what stands below a heading is in doubt: "Day one", "Last year". */
export function isHeadingDoubtful(heading: string): boolean {
  return DOUBTFUL_CLAUSE.test(heading);
}

/** How many characters before and after an amount are looked at. */
const REACH = 300;

const CLAUSE_ENDS = [',', ';', ':', '(', '–'];
