import { DrugFinder } from './drugs.js';
import type { Vocabulary } from './lexicon.js';
import { MoneyFinder } from './money.js';
import { otherPhaseThan } from './other-phase.js';
import type { ReadFigure, ReadText, Words } from './read-figure.js';
import { ScopeFinder, type Scope } from './scopes.js';
import { SentenceReader, type Finders } from './sentence-reader.js';
import type { Preference } from './subject.js';
import { ThingFinder } from './things.js';

const SENTENCES = new Intl.Segmenter('en-GB', { granularity: 'sentence' });

/**
 * Reads figures in running English: each with its measure, its part, whose it is and what its words claim. What it is not
 * sure of it does not guess: that is in `notRead`.
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
   * @param phase the name of the phase whose figures are looked for: sentences that name another are not read
   */
  read(text: string, prefers: Preference = () => false, phase: string | null = null): ReadText {
    const namesOtherPhase = otherPhaseThan(phase);
    const figures: ReadFigure[] = [];
    const notRead: Words[] = [];
    // Every character keeps its place.
    const plain = text
      .replace(LINE_BREAK, spaces)
      .replace(/[^\S\n]/gu, ' ')
      .replace(/[’‘]/gu, "'")
      .replace(INVISIBLE, spaces);
    let carried: readonly string[] | null = null;
    for (const { segment, index } of SENTENCES.segment(plain)) {
      if (beginsParagraph(text, index)) carried = null;
      const sentence = segment.replaceAll('\n', ' ');
      const scopes = this.scopes.in(sentence);
      const isOther = namesOtherPhase(sentence);
      for (const { amount, figure } of new SentenceReader(this.finders, sentence, scopes, carried, prefers).read()) {
        const [start, end] = [index + amount.start, index + amount.end];
        const words = { words: text.slice(start, end), start, length: end - start };
        if (figure === null || isOther) notRead.push(words);
        else figures.push({ ...words, ...figure });
      }
      if (scopes.length > 0) carried = onlyForceOf(scopes);
    }
    return { figures, notRead };
  }
}

/** Within a paragraph a line break is a space. It is none before a bullet or a label. */
const LINE_BREAK = /(?<!\n[^\S\n]*)\r?[\n\u2028](?![^\S\n]*(?:[\n\r]|[•*–-] ?|[^\n:]{1,60}:\s))/gu;

/** Soft hyphens, joiners and the like, unless they are within a word. */
const INVISIBLE = /(?<!\p{L})\p{Default_Ignorable_Code_Point}+|\p{Default_Ignorable_Code_Point}+(?!\p{L})/gu;
const spaces = (found: string): string => ' '.repeat(found.length);

const beginsParagraph = (text: string, index: number): boolean =>
  /\n\s*\n\s*$/u.test(text.slice(Math.max(0, index - 8), index));

/** The forces that a sentence was about, if it was about nobody else; else null. */
function onlyForceOf(scopes: readonly Scope[]): readonly string[] | null {
  const [first] = scopes;
  return scopes.length === 1 && first !== undefined && first.forces.length > 0 ? first.forces : null;
}
