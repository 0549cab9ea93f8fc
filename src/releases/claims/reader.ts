import { amountsIn } from './amounts.js';
import { isHeadingDoubtful } from './doubt.js';
import { DrugFinder } from './drugs.js';
import type { Vocabulary } from './lexicon.js';
import { MoneyFinder } from './money.js';
import { hasOnlyKnownWords } from './known-words.js';
import { readableText } from './readable-text.js';
import { phaseInText, type PhaseInText, type PhaseOfText } from './phase-in-text.js';
import type { ReadFigure, ReadText, Words } from './read-figure.js';
import { ScopeFinder, type Scope } from './scopes.js';
import { SentenceReader, type Finders, type ReadAmount } from './sentence-reader.js';
import type { Preference } from './subject.js';
import { ThingFinder } from './things.js';

/** A longer one is not read, so that the work grows with the text and not with its square. */
const LONGEST_SENTENCE = 1500;

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/**
 * Reads figures in running English: each with its measure, its part, whose it is and what its words claim. What is
 * uncertain goes to `notRead`.
 */
export class TextReader {
  private readonly finders: Finders;
  private readonly scopes: ScopeFinder;

  constructor(vocabulary: Vocabulary) {
    const drugs = new DrugFinder(vocabulary);
    this.finders = { drugs, things: new ThingFinder(vocabulary), money: new MoneyFinder(vocabulary, drugs) };
    this.scopes = new ScopeFinder(vocabulary);
  }

  /**
   * @param prefers which measure is meant where a text has the same words for two: "firearms" are weapons too
   * @param phase the phase whose figures are looked for: sentences that name another, or other days, are not read
   */
  read(text: string, prefers: Preference = () => false, phase: PhaseOfText | null = null): ReadText {
    const inText = phaseInText(phase);
    const figures: ReadFigure[] = [];
    const notRead: Words[] = [];
    const { text: plain, placeOf } = readableText(text);
    let context: Context = NO_CONTEXT;
    for (const { segment, index } of SENTENCES.segment(plain)) {
      if (segment.trim() === '') continue;
      if (beginsParagraph(plain, index) && !context.isHeading) context = NO_CONTEXT;
      const { amounts, next } = this.sentence(segment.replaceAll('\n', ' '), { context, prefers, inText });
      for (const { amount, figure } of amounts) {
        const [start, end] = [placeOf(index + amount.start), placeOf(index + amount.end - 1) + 1];
        const words = { words: text.slice(start, end), start, length: end - start };
        if (figure === null) notRead.push(words);
        else figures.push({ ...words, ...figure });
      }
      context = next;
    }
    return { figures, notRead };
  }

  /** The amounts of a sentence, and what it leaves for those after it. */
  private sentence(
    original: string,
    { context, prefers, inText }: { context: Context; prefers: Preference; inText: PhaseInText },
  ): { readonly amounts: readonly ReadAmount[]; readonly next: Context } {
    const text = inText.withoutOwn(original);
    const scopes = this.scopes.in(text);
    if (inText.isOther(text) || isTooMuch(text) || goesOn(context, scopes)) {
      const amounts = amountsIn(text).map((amount) => ({ amount, figure: null }));
      return { amounts, next: contextAfter(context, { sentence: text, scopes, isDoubtful: true }) };
    }
    const isInList = context.isHeading && BULLET.test(text);
    const one = new SentenceReader(this.finders, text, scopes, { forces: context.forces, isInList }, prefers);
    const { isDoubtful } = one;
    return { amounts: one.read(), next: contextAfter(context, { sentence: text, scopes, isDoubtful }) };
  }
}

const isTooMuch = (sentence: string): boolean => sentence.length > LONGEST_SENTENCE;
/** What is said of one case or place goes on until somebody is named. */
const goesOn = ({ isDoubtful }: Context, scopes: readonly Scope[]): boolean => isDoubtful && scopes.length === 0;

const beginsParagraph = (text: string, index: number): boolean =>
  /\n\s*\n\s*$/u.test(text.slice(Math.max(0, index - 8), index));

/** What a sentence leaves for those after it. */
interface Context {
  /** The forces that it was about, if it was about nobody else; else null. */
  readonly forces: readonly string[] | null;
  /** Whether these stand alone in a heading, so that they go on into the next paragraphs. */
  readonly isHeading: boolean;
  /** Whether its numbers are doubtful. */
  readonly isDoubtful: boolean;
}

const NO_CONTEXT: Context = { forces: null, isHeading: false, isDoubtful: false };

/** The most characters of a heading. */
const LONGEST_HEADING = 60;

function contextAfter(
  before: Context,
  { sentence, scopes, isDoubtful }: Pick<Context, 'isDoubtful'> & { sentence: string; scopes: readonly Scope[] },
): Context {
  const words = sentence.trim();
  const isHeading = words.length <= LONGEST_HEADING && !/[\p{N}.!?"]/u.test(words) && !BULLET.test(words);
  if (scopes.length > 0) return { forces: onlyForceOf(scopes), isHeading, isDoubtful };
  if (!isHeading) return { ...before, isDoubtful };
  // "Day one", "Poole:": what is below may be of something else. Other titles are only of the lines right below.
  const isLasting = isHeadingDoubtful(words) || words.endsWith(':');
  const isOther = isDoubtful || isHeadingDoubtful(words) || !hasOnlyKnownWords(words);
  return { forces: null, isHeading: isLasting, isDoubtful: isOther };
}

const BULLET = /^\s*[•*–-]/u;

/** The forces that a sentence was about, if it was about nobody else; else null. */
function onlyForceOf(scopes: readonly Scope[]): readonly string[] | null {
  const [first] = scopes;
  return scopes.length === 1 && first !== undefined && first.forces.length > 0 ? first.forces : null;
}
