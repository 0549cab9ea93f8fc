import { describe, expect, it } from '@jest/globals';
import { PRESS_SENTENCES } from '../../../test/support/claims/press-sentences.js';
import { SCORPION_9, shippedVocabulary } from '../../../test/support/claims/vocabulary.js';
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

describe('a text that was pasted', () => {
  const replaced =
    (plain: RegExp, pasted: string) =>
    (text: string): string =>
      text.replace(plain, pasted);
  const FULL_WIDTH = 0xfee0;

  it.each([
    ['spaces that do not break', replaced(/ /g, '\u00A0')],
    ['narrow spaces', replaced(/ /g, '\u202F')],
    ['figure spaces', replaced(/ /g, '\u2007')],
    ['hyphens of typesetters', replaced(/-/g, '\u2010')],
    ['hyphens that do not break', replaced(/-/g, '\u2011')],
    ['minus signs', replaced(/-/g, '\u2212')],
    ['dashes as long as a digit', replaced(/–/g, '\u2012')],
    ['long dashes', replaced(/—/g, '\u2015')],
    ['curly apostrophes', replaced(/'/g, '’')],
    ['apostrophes that are letters', replaced(/['’]/g, '\u02BC')],
    [
      'full-width letters and digits',
      (text: string) => text.replace(/[a-z\d]/gi, (one) => String.fromCharCode(one.charCodeAt(0) + FULL_WIDTH)),
    ],
  ])('is read as if it had plain characters: %s', (_, paste) => {
    const readIn = (text: string): unknown => {
      const { figures, notRead } = reader.read(text);
      return {
        figures: figures.map((figure) => ({ ...figure, words: '' })),
        notRead: notRead.map((one) => ({ ...one, words: '' })),
      };
    };
    for (const { text } of PRESS_SENTENCES) expect([text, readIn(paste(text))]).toEqual([text, readIn(text)]);
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
    [
      'a piece of another thing',
      [
        '26 arrest enquiries were made.',
        'Eight car keys were recovered.',
        '14 vehicle trackers were seized.',
        '30kg of cannabis edibles was seized.',
        'There were 14 firearms officers.',
        '30 knife-related arrests were made.',
      ],
    ],
    [
      'several things',
      [
        '£40,000 of cash and jewellery was seized.',
        '£80,000 worth of cocaine, heroin and cannabis was seized.',
        '21 arrests and charges were made.',
        '£95k of Class A drugs was seized.',
      ],
    ],
    [
      'only those of whom more is said',
      [
        '28 people were arrested and charged.',
        '18 people arrested in the operation have been charged.',
        'Police arrested 70 people, all of whom were charged.',
        'Police made 21 arrests, all of children.',
        '21 arrests were made for murder.',
        'Three people were charged with murder.',
      ],
    ],
    [
      'a force that is named for something else',
      [
        'Of the 91 arrests, Dorset made more.',
        '104 people were arrested – many in Dorset.',
        'Like Wiltshire, Dorset Police arrested 17 people.',
        'Without Dorset, 87 people were arrested.',
        'Officers outside Dorset made 12 arrests.',
        'Dorset Council obtained three closure orders.',
        'Wiltshire Police and Dorset Police each arrested 11 people.',
        "Dorset's dogs found 300g of cannabis at stations across the region.",
      ],
    ],
    [
      'a body or place that is no force',
      [
        'Hampshire Constabulary made 130 arrests.',
        'Swindon police arrested 26 people.',
        'The NCA arrested 70 people.',
        '@DC_Police made 70 arrests.',
        '70 arrests were made across Kent.',
        '70 arrests were made in the town of Weymouth.',
        'Each force made 20 arrests.',
      ],
    ],
    [
      'other days, or a plan',
      [
        'In the first 48 hours, 31 arrests were made.',
        'On Thursday 14 arrests were made.',
        '79 people were arrested six months ago.',
        'Ten warrants were due to be executed.',
        '21 arrests were made daily.',
        'The gangs were making £5,000 in cash a day.',
        'Officers seized four knives per force.',
      ],
    ],
    [
      'one case',
      [
        'Police raided a house. They seized 3kg of cocaine.',
        'Officers seized 12 knives from one man.',
        'Two people were arrested at the address.',
      ],
    ],
    [
      'denied or doubted',
      [
        'It is a myth that 21 people were arrested.',
        'Claims that 21 people were arrested are wrong.',
        'Police could have made 21 arrests.',
        'Officers arrested just over 110 people.',
        'A further 20 to 30 arrests were made.',
        'Almost 0 arrests were made.',
        'Almost 1 arrest was made.',
      ],
    ],
    ['a row of a table', ['Dorset\nArrests\t15\nWarrants\t4', 'Dorset\n\n26 arrests', 'Arrests\n15\nWarrants\n4']],
  ])('leaves the numbers unread where they are of %s', (_, texts) => {
    expect(texts.filter((text) => reader.read(text).figures.length > 0)).toEqual([]);
    expect(texts.filter((text) => reader.read(text).notRead.length === 0)).toEqual([]);
  });

  it.each(['least999 people', 'l48 people', '_48 people', '٤٨ people', '𝟗𝟗𝟗 people', '⑨48 people'])(
    'lists what may be a number as unread: %s',
    (words) => {
      const { figures, notRead } = reader.read(`At ${words} were arrested.`);
      expect([figures, notRead.map((one) => one.words)]).toEqual([[], [words.split(' ')[0]]]);
    },
  );

  it('does not read a number whose qualifier is stuck to another', () => {
    const { figures, notRead } = reader.read('x1about 30 people were arrested.');
    expect([figures, notRead.map(({ words }) => words)]).toEqual([[], ['x1about', '30']]);
  });

  it('takes no road and no unit for a number', () => {
    const { notRead } = reader.read('21 arrests were made on the A303 by CO19.');
    expect(notRead.map(({ words }) => words)).not.toEqual(expect.arrayContaining([expect.stringMatching(/A303|CO19/)]));
  });

  it('is the same however words are spaced, and where lines end', () => {
    for (const text of [
      'Devon and  Cornwall made\u00a070 arrests.',
      'Devon and Cornwall\r\nmade 70 arrests.',
      'Devon\nand Cornwall made  70\narrests.',
    ]) {
      expect([text, reader.read(text).figures]).toMatchObject([
        text,
        [{ words: '70', start: text.indexOf('70'), forces: ['devon-and-cornwall'] }],
      ]);
    }
  });

  it('is of the force that the heading of its list names', () => {
    const { figures } = reader.read('Key results for Gloucestershire:\n- 24 arrests\n- 11 warrants executed');
    expect(figures).toMatchObject([{ forces: ['gloucestershire'] }, { forces: ['gloucestershire'] }]);
  });

  it.each(['Day one', 'Tuesday', "Last year's results", 'Poole:', 'National results:', 'Hampshire:'])(
    'is nothing below the heading "%s"',
    (heading) => {
      for (const text of [`${heading}\n- 24 arrests`, `${heading}\n\n- 24 arrests`, `${heading} 24 arrests.`]) {
        expect([text, reader.read(text).figures]).toEqual([text, []]);
      }
    },
  );

  it.each([
    'Day one: 17 arrests.',
    'Bristol: 19 arrests.',
    'Myth: 300 people were arrested.',
    'Not included: six arrests in Dorset.',
    'Men: 19 arrests.',
    'By midweek, 80 people were arrested.',
    'After three days, 80 arrests were made.',
    'For drug driving, 14 people were arrested.',
    'Cumulatively, forces made 1,500 arrests.',
    'Over nine phases, forces made 1,500 arrests.',
    'Operation Scorpion has to date led to 2,000 arrests.',
    'Dorset Police, with Wiltshire Police, made 20 arrests.',
    'Officers from Dorset Police executed six warrants in Wiltshire.',
  ])('is nothing after such an opening: %s', (text) => {
    expect(reader.read(text).figures).toEqual([]);
  });

  it('is of the line that has the label', () => {
    const { figures } = reader.read('Arrests – 104\nWarrants executed – 61\nWeapons seized | 48');
    expect(figures.map(({ measure, words }) => [measure, words])).toEqual([
      ['arrests', '104'],
      ['warrants-executed', '61'],
      ['weapons-seized', '48'],
    ]);
  });

  it.each([
    ['26 arrests were made under Operation Scorpion 4.', 0],
    ['In phase four, 26 arrests were made.', 0],
    ['26 arrests were made under Operation Scorpion 9.', 1],
    ['26 arrests were made in phase nine.', 1],
    ['26 arrests were made in the fourth phase.', 0],
    ['26 arrests were made in the ninth phase.', 1],
    ['Operation Viper led to 26 arrests.', 0],
    ['26 arrests were made in June.', 0],
    ['26 arrests were made on 5 November.', 0],
    ['From Monday 4th November to Friday 8 November 2024, 26 arrests were made.', 1],
    ['Operation Scorpion 4 began on Monday. They made 26 arrests.', 0],
    ['During a week of action 26 arrests were made.', 1],
    ['26 arrests were made.', 1],
  ])('is of the phase that is asked for: %s', (text, read) => {
    expect(reader.read(text, undefined, SCORPION_9).figures).toHaveLength(read);
  });

  it('is at least 95 % of the figures of all texts', () => {
    const all = PRESS_SENTENCES.flatMap((sentence) => sentence.read);
    const read = PRESS_SENTENCES.flatMap((sentence) => reader.read(sentence.text).figures);
    expect(read.length / all.length).toBeGreaterThanOrEqual(0.95);
  });
});
