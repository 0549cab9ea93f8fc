import { describe, expect, it } from '@jest/globals';
import { PRESS_SENTENCES } from '../../../test/support/claims/press-sentences.js';
import { shippedVocabulary } from '../../../test/support/claims/vocabulary.js';
import { TextReader } from './reader.js';

/*
 * Sentences in the manner of press offices, with what a careful reader says of each figure. What is read must be right in
 * every respect; what is not read must be listed as such.
 */

const reader = new TextReader(shippedVocabulary());

interface Span {
  readonly start: number;
  readonly length: number;
}

const spanOf = ({ start, words }: { readonly start: number; readonly words: string }): Span => ({
  start,
  length: words.length,
});
const overlap = (one: Span, other: Span): boolean =>
  one.start < other.start + other.length && other.start < one.start + one.length;

describe('a text in the manner of press offices', () => {
  it.each(PRESS_SENTENCES.map((sentence) => [sentence.text, sentence] as const))('is read: %s', (_, sentence) => {
    const { figures, notRead } = reader.read(sentence.text);
    const said = figures.map(({ words, length: _length, value, lower, upper, ...figure }) => ({
      amount: words,
      ...figure,
      value: value?.toString() ?? null,
      lower: lower.toString(),
      upper: upper?.toString() ?? null,
    }));
    const right = sentence.read.map(({ mayBeNotRead: _may, ...figure }) => figure);
    expect(said).toEqual(right.filter(({ start }) => figures.some((one) => one.start === start)));
    const missed = sentence.read.filter(
      ({ start, mayBeNotRead }) => !mayBeNotRead && !figures.some((one) => one.start === start),
    );
    expect(missed).toEqual([]);
    for (const place of sentence.places.notRead) {
      expect([place.words, notRead.some((one) => overlap(one, spanOf(place)))]).toEqual([place.words, true]);
    }
  });
});

describe('what is read', () => {
  it('stands in the text where it says', () => {
    for (const { text } of PRESS_SENTENCES) {
      const { figures, notRead } = reader.read(text);
      for (const { words, start, length } of [...figures, ...notRead])
        expect(text.slice(start, start + length)).toBe(words);
    }
  });

  it.each([
    ["Dorset's dogs found 300g of cannabis at stations across the region.", '300g'],
    ['The gangs were making £5,000 in cash a day.', '£5,000'],
    ['Officers seized four knives per force.', 'four'],
    ['Officers seized 12 knives from one man.', '12'],
  ])('is nothing of another sense: %s', (text, amount) => {
    const { figures, notRead } = reader.read(text);
    expect(figures).toEqual([]);
    expect(notRead.map(({ words }) => words)).toContain(amount);
  });

  it.each([
    ['26 arrests were made under Operation Scorpion 4.', 0],
    ['In phase four, 26 arrests were made.', 0],
    ['26 arrests were made under Operation Scorpion 9.', 1],
    ['26 arrests were made in phase nine.', 1],
    ['During a week of action 26 arrests were made.', 1],
    ['26 arrests were made.', 1],
  ])('is of the phase that is asked for: %s', (text, read) => {
    expect(reader.read(text, undefined, 'Scorpion 9').figures).toHaveLength(read);
  });

  it('is at least 95 % of the figures of all texts', () => {
    const all = PRESS_SENTENCES.flatMap((sentence) => sentence.read);
    const read = PRESS_SENTENCES.flatMap((sentence) => reader.read(sentence.text).figures);
    expect(read.length / all.length).toBeGreaterThanOrEqual(0.95);
  });
});
