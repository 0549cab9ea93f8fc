import type { Scope } from './scopes.js';

/*
 * What makes the numbers of a sentence doubtful: another time, another place, or a comparison. They are not read.
 */

/** In a sentence with such words, its numbers may be of another time, or of something compared. */
const ANOTHER_TIME =
  /(?:last (?:year|time|month|week|phase|operation|autumn|spring|summer|winter)|previous(?:ly)?(?! convictions)|earlier (?:this year|phase|operation)|year[ -]on[ -]year|the year before|the same (?:week|period)|since|in (?:19|20)\d\d(?!\d)|over the (?:last|past)|across all (?:\p{L}+|\d+) (?:phases|operations)|compared (?:with|to)|expected|aim(?:s|ed)? to|target|hope|plan(?:s|ned)? to|average|(?:each|every) (?:day|week|month|year)|(?<!(?:in|over|during|within|of|for) )(?<!\p{L})an? (?:day|week|month|year)(?![\p{L}-]| of )|(?<!\p{L})per (?!cent)\p{L}+)/iu;
const WIDER =
  /(?<!\p{L})(?:nationally|nationwide|across the country|across (?:england|the uk|britain)|countrywide)(?!\p{L})/iu;
/** A place after a preposition; case counts. */
const PLACE_NAME = /(?<!\p{L})(?:[Ii]n|[Aa]t|[Nn]ear|[Aa]round|[Oo]utside) (?:the )?(?<name>\p{Lu}[\p{L}'-]+)/gu;
const NO_PLACE =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Operation|Scorpion|Phase|Class|Section|South|National|Total|All|A|The)$/u;

/** An invisible character within a word, so that the word is not what it seems. */
const BROKEN_WORD = /[\p{L}\p{N}]\p{Default_Ignorable_Code_Point}+[\p{L}\p{N}]/u;
/** Letters that look like others. */
const OTHER_LETTERS = /(?!\p{Script=Latin})\p{L}/u;
const NEGATED =
  /(?<!\p{L})(?:not(?! (?:yet identified|closed|told apart|otherwise stated))|never|no longer|untrue|false|den(?:y|ied|ies)|fail(?:ed|s)? to|without|\p{L}+n't)(?!\p{L})/iu;
/** One case, whose figures are not the operation's. */
const ONE_CASE =
  /(?:\d+|\p{L}+)[ -]year[ -]old|(?<!\p{L}|of )(?:a|an) (?:\p{L}+ )?(?:man|woman|boy|girl|teenager|driver|suspect|car|vehicle|property|flat|house|passenger|search)(?!\p{L})|(?<!\p{L})(?:in|on|from|at|by|with|against) one (?:\p{L}+ )?(?:man|woman|person|boy|girl|teenager|driver|suspect|car|vehicle|property|address|flat|house|search|raid|warrant|stop|seizure|day|town|city|village)(?!\p{L})|jailed|sentenced/iu;

/** Whether a sentence is about a place that is no force's, or about more than the region, or has words that are broken. */
export function isDoubtful(sentence: string, scopes: readonly Scope[]): boolean {
  if ([WIDER, BROKEN_WORD, OTHER_LETTERS, ONE_CASE].some((form) => form.test(sentence))) return true;
  return [...sentence.matchAll(PLACE_NAME)].some(({ index, 0: { length }, groups }) => {
    const isScope = scopes.some(({ start, end }) => start < index + length && end > index);
    return !isScope && !NO_PLACE.test(groups?.['name'] ?? '');
  });
}

/** Whether the words around an amount, or those that open its sentence, are about another time, or deny it. */
export function isOfAnotherTime(
  sentence: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  const from = Math.max(...CLAUSE_ENDS.map((mark) => sentence.lastIndexOf(mark, start - 1))) + 1;
  const to = sentence.slice(end).search(/[,;:)–]/u);
  const clause = sentence.slice(from, to === -1 ? undefined : end + to);
  const opening = /^[^,]{0,80},/u.exec(sentence)?.[0] ?? '';
  return (
    [ANOTHER_TIME, NEGATED].some((form) => form.test(clause)) ||
    ANOTHER_TIME.test(opening) ||
    RESPECTIVELY.test(sentence)
  );
}

const CLAUSE_ENDS = [',', ';', ':', '(', '–'];
const RESPECTIVELY = /(?<!\p{L})respectively(?!\p{L})/iu;
