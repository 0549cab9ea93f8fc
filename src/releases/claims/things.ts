import { endsThing } from './continuation.js';
import { BE, phrasesOf, type Phrase, type ReadableMeasure, type Vocabulary } from './lexicon.js';
import type { Subject } from './subject.js';

const NEUTRAL_VERB =
  /^(?:made|recorded|reported|included|totalled|achieved|registered|saw|seen|secured|involved|resulted|led|followed|netted|yielded|found|took|taken)$/iu;
const PARTICIPLE = /(?:ed|en|made|found|held|shut|taken|given|caught|sent|sold|stolen|lost)$/iu;

/** An offence that follows "arrested" or "arrests": the number may count only part of the operation's arrests. */
const REASON = /^(?: [\p{L}-]+){0,3}? (?:for|on suspicion of) (?<what>[\p{L} -]{0,60})/iu;
const ANY_REASON =
  /^(?:a (?:range|variety|number) of |various |suspected |alleged )?(?:drugs?|drug-related|related)(?:[ -]related)? ?(?:offences?|crimes?|offending|supply offences)/iu;

/** What is done with people and vehicles alike. */
const OTHER_DEED = /(?<!\p{L})(?:stopped|stopping|searched|searching|checked|checking|damaged)(?!\p{L})/iu;

/** "43 people were safeguarded, of whom 17 were children": a part of those before. */
const OF_THOSE_BEFORE = /(?<!\p{L})of (?:whom|which) *$/iu;

/** Finds what a number counts: "26 arrests", "arrested 26 people", "Arrests: 26". */
export class ThingFinder {
  private readonly measures: readonly ReadableMeasure[];
  private readonly phrases: readonly Phrase[];

  constructor(vocabulary: Vocabulary) {
    this.measures = vocabulary.measures;
    this.phrases = phrasesOf(vocabulary);
  }

  /**
   * What the words before and after a number say that it counts.
   *
   * @param before what the figure before it in the sentence is of: a part of the same needs no verb
   * @param sentenceBefore what stands before the number in the sentence, other numbers included
   */
  subjects(left: string, right: string, before: Subject | null, sentenceBefore: string): Subject[] {
    const said = before !== null && OF_THOSE_BEFORE.test(left) ? right.replace(/^ (?:were|are|being) /u, ' ') : right;
    // "Stopped 140 people and 75 vehicles": what was done stands before another number.
    const hasDeed = OTHER_DEED.test(sentenceBefore.split(/[;:]/u).at(-1) ?? '');
    const isOfDeed = ({ measure }: Phrase): boolean => !hasDeed || measure.code !== 'vehicles-seized';
    return this.phrases
      .filter(isOfDeed)
      .flatMap((phrase) => subjectsOf(phrase, left, said, before))
      .map((one) => ({
        ...one,
        length: one.length + right.length - said.length,
      }));
  }

  /**
   * "Arrests: 26", "Drones seized, Dorset: seven".
   *
   * @param before the sentence before the number
   */
  labelled(before: string, right: string): Subject[] {
    if (!/^ *(?:$|[.,;)(]|\p{Lu}|[•*–-])/u.test(right)) return [];
    const found = /(?:^|[.;•*])[^\p{L}]*(?<label>[^.;•*]+?) ?(?:[:=|–—-]) ?$/u.exec(before);
    const label = found?.groups?.['label']?.toLowerCase();
    if (found === null || label === undefined) return [];
    const start = found.index;
    return this.measures.flatMap((measure) =>
      [measure.name, ...measure.alsoKnownAs].flatMap((one): Subject[] => {
        const name = one.toLowerCase();
        if (label !== name && !label.startsWith(`${name}, `)) return [];
        const more = label.slice(name.length).split(', ');
        const part = measure.parts.find((each) => more.includes(each.name.toLowerCase()));
        return [
          { measure, part: part?.code ?? null, weight: label.length, length: 0, lengthBefore: before.length - start },
        ];
      }),
    );
  }
}

/** What a number is of by one phrase; weight: how many characters say so. */
function subjectsOf(phrase: Phrase, left: string, right: string, before: Subject | null): Subject[] {
  const { measure, part } = phrase;
  const [nouns] = phrase.nouns.exec(right) ?? [];
  const verbBefore = hasVerbBefore(phrase, left) ? VERB_WEIGHT : 0;
  if (nouns === undefined) {
    return verbBefore > 0 && isBare(phrase, right) ? [{ measure, part, weight: 1, length: 0 }] : [];
  }
  const rest = right.slice(nouns.length);
  const [after = ''] = phrase.verbAfter?.exec(rest) ?? [];
  const isSaid = verbBefore + after.length > 0 || needsNoVerb(phrase, left, rest, before);
  const length = nouns.length + after.length;
  return isSaid && isOfAll(after, rest.slice(after.length))
    ? [{ measure, part, weight: length + verbBefore, length }]
    : [];
}

/**
 * Whether nothing that follows makes the number one of something else, or of only some of the things.
 *
 * @param after what is said to be done with the things: "were seized"; may be empty
 */
function isOfAll(after: string, rest: string): boolean {
  const isOther = after === '' ? !endsThing(rest) || BOTH.test(rest) : isSaidOfMore(after, rest);
  // "Charged with murder" says why, as "arrested for" does.
  const reason = /charg/iu.test(after) ? rest.replace(/^ with /iu, ' for ') : rest;
  return !isOther && !isRestricted(reason);
}

/** "21 arrests and charges": the number is of both. */
const BOTH = /^ and (?:arrests|charges|convictions|seizures|warrants|searches|raids|visits|checks)(?!\p{L})/iu;

/** "Arrested and charged", "arrested, all of whom": more is said of the number. */
const SAID_OF_BOTH =
  /^,? (?:and (?:\p{L}+ )?(?:charged|remanded|bailed|released|convicted)|(?:all|most|some|many) of (?:whom|them))(?!\p{L})/iu;
/** "18 people arrested in the operation have been charged": the number is of those charged. */
const SAID_LATER = /^(?: +(?!(?:and|but)(?!\p{L}))\p{L}+){0,6}? +(?:have|has|had|were|was|appeared|remain)(?!\p{L})/iu;
const IS_PASSIVE = /^,?(?: (?:who|which|that))? +(?:was|were|is|are|has|have|had|been|being)(?!\p{L})/iu;

/** Whether more is said of what was done, so that the number may be of that. */
function isSaidOfMore(after: string, rest: string): boolean {
  return SAID_OF_BOTH.test(rest) || (!IS_PASSIVE.test(after) && SAID_LATER.test(rest));
}

const hasVerbBefore = ({ verbBefore }: Phrase, left: string): boolean => verbBefore?.test(left) ?? false;

/** What a verb before the number adds to the words after it. */
const VERB_WEIGHT = 8;

/** "We arrested 26 and safeguarded 11": the verb says it all. */
function isBare({ needsVerb, part }: Phrase, right: string): boolean {
  const ends = /^(?: *$|[.,;:)]| +(?:and|in|across|by|with|including)(?!\p{L}))/iu.test(right);
  return needsVerb && part === null && ends;
}

/** Whether the nouns say enough without a verb, as "26 arrests" does, and nothing says that something else was done. */
function needsNoVerb(
  { measure, part, needsVerb, verbBefore }: Phrase,
  left: string,
  rest: string,
  before: Subject | null,
): boolean {
  const isPartOfBefore = part !== null && before?.measure.code === measure.code;
  return (!needsVerb || isPartOfBefore) && !isOtherVerb(left, rest, verbBefore !== null);
}

/** Whether what follows restricts the figure: "arrests for drug driving". */
function isRestricted(rest: string): boolean {
  if (/^ +(?:of (?!the )|never)/iu.test(rest)) return true;
  const what = REASON.exec(rest)?.groups?.['what'];
  return what !== undefined && !ANY_REASON.test(what);
}

const VERB_AFTER = new RegExp(`^(?:,? (?:who|which|that))?${BE} +(\\p{L}+)`, 'iu');

/** Whether a verb at the nouns says that something else was done with them. */
function isOtherVerb(left: string, rest: string, hasVerbs: boolean): boolean {
  const said = VERB_AFTER.exec(rest)?.[1];
  if (said !== undefined && !NEUTRAL_VERB.test(said) && PARTICIPLE.test(said)) return true;
  const before = /(?<!\p{L})(\p{L}+) *$/u.exec(left)?.[1];
  if (before === undefined || !hasVerbs || NEUTRAL_VERB.test(before)) return false;
  return (
    /(?:ed|ing)$/iu.test(before) &&
    !/^(?:including|involving|making|totalling|reported|seeing|resulting)$/iu.test(before)
  );
}
