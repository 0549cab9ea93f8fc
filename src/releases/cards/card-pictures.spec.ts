import { describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { aCard, parsed, textBoxes, type Box, type Texts } from '../../../test/support/cards/card-samples.js';
import { CARD_SIZES, cardLayout, type CardElement } from './card-layout.js';
import { pngOf, svgOf } from './card-pictures.js';

/** Words of a total length, such as long names have. */
const words = (length: number): string =>
  'Police Service of the Western Approaches and '.repeat(20).slice(0, length).trim();

const EXTREMES: readonly [string, Partial<Texts>][] = [
  ['a headline of one number', {}],
  ['a headline of 200 characters', { short: `112 ${words(196)}` }],
  ['a headline with 200 characters before its amount', { short: `${words(195)}: 112` }],
  ['a headline of one word of 200 letters', { short: 'm'.repeat(200) }],
  ['an amount of 12 digits', { short: '999,999,999,999 arrests', amount: 999_999_999_999 }],
  ['44 missing forces', { missing: Array<string>(44).fill('Devon and Cornwall') }],
  ['missing forces with long names', { missing: [words(200), words(200), words(200)] }],
  ['44 forces without sign-off', { unsigned: Array<string>(44).fill('Devon and Cornwall') }],
  ['a force with a long name', { force: words(200), short: `112 arrests by police in ${words(175)}` }],
  [
    'everything long',
    {
      short: `112 ${words(196)}`,
      phase: words(200),
      missing: [words(200), words(200), words(200)],
      unsigned: [words(200), words(200), words(200)],
    },
  ],
];

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** Every text in an element. */
function textsIn({ props: { children } }: CardElement): string[] {
  return typeof children === 'string' ? [children] : children.flatMap(textsIn);
}

describe('the picture of a card', () => {
  it.each(EXTREMES)('has all its texts within its margins, none over another: %s', async (_, given) => {
    const card = aCard(given);
    const boxes = textBoxes(await svgOf(card));
    expect(boxes).toHaveLength(textsIn(cardLayout(card, CARD_SIZES[0]!)).length);
    for (const [place, box] of boxes.entries()) {
      // The shapes of letters reach a little out of their lines.
      expect([box, box.left >= 60 && box.top >= 60 && box.right <= 1140 && box.bottom <= 615]).toEqual([box, true]);
      expect(boxes.slice(place + 1).filter((other) => overlap(box, other))).toEqual([]);
    }
  });

  it('shows a short amount large, and never splits a number', async () => {
    const heightOf = async (given: Partial<Texts>): Promise<number> => {
      const [, { top, bottom }] = textBoxes(await svgOf(aCard(given))) as [Box, Box];
      return bottom - top;
    };
    expect(await heightOf({})).toBeGreaterThan(110);
    expect(await heightOf({ short: `112 ${words(190)}` })).toBeLessThan(90);
    const longest = { short: '43,999,999,999,956 arrests', amount: 43_999_999_999_956, force: 'Dorset' };
    expect(await heightOf(longest)).toBeLessThan(120);
  });

  it('is refused if not even the smallest sizes are small enough', async () => {
    await expect(svgOf(aCard({ short: words(800).repeat(4) }))).rejects.toThrow('do not fit');
  });
});

describe('the SVG of a card', () => {
  it('carries the text alternative', async () => {
    const card = aCard({ sentence: 'Fish & <chips> "seized" by \'police\' ]]> --> 🚓 שלום.' });
    const $ = load(await svgOf(card), { xml: true });
    expect($('svg').first().attr()).toMatchObject({ role: 'img', width: '1200', height: '675' });
    expect($('svg > title').text()).toBe(card.sentence);
    expect($('svg > desc').text()).toBe(card.alternative);
    expect($('svg').first().children().first().is('title')).toBe(true);
  });

  it('is held to a parser that takes only well-formed XML', () => {
    for (const wrong of ['<svg', '<svg><a></svg>', '<svg>\u0001</svg>', '<svg>&</svg>', '<svg>\uFFFF</svg>']) {
      expect(() =>
        parsed(wrong.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"')),
      ).toThrow();
    }
  });

  it('is the same each time, also while others are drawn', async () => {
    const cards = EXTREMES.slice(0, 5).map(([, given]) => aCard(given));
    const alone: string[] = [];
    for (const card of cards) alone.push(await svgOf(card));
    expect(await Promise.all(cards.toReversed().map((card) => svgOf(card)))).toEqual(alone.toReversed());
  });
});

describe('the PNG of a card', () => {
  it('is 1200 by 675 pixels', async () => {
    const png = await pngOf(aCard());
    expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001A\n');
    expect(png.subarray(12, 16).toString('latin1')).toBe('IHDR');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 675]);
  });

  it('shows what the SVG shows', async () => {
    const card = aCard();
    expect(
      (await pngOf(card)).equals(
        parsed(await svgOf(card))
          .render()
          .asPng(),
      ),
    ).toBe(true);
  });

  it('has the same bytes each time, and others for another card', async () => {
    const [one, again, other] = await Promise.all([aCard(), aCard(), aCard({ short: '113 arrests' })].map(pngOf));
    expect(one!.equals(again!)).toBe(true);
    expect(one!.equals(other!)).toBe(false);
  });
});

type Style = CardElement['props']['style'];

/** Every text with the style that applies to it. */
function styledTexts({ props: { style, children } }: CardElement, outer: Style = {}): Style[] {
  const own = { ...outer, ...style };
  return typeof children === 'string' ? [own] : children.flatMap((child) => styledTexts(child, own));
}

/** The relative luminance of a colour, `#rrggbb`, by WCAG 2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

describe('every size of a card', () => {
  const card = aCard({ missing: ['Dorset'], unsigned: ['Wiltshire'] });

  it.each(CARD_SIZES)('has every text in 24 pixels or more, with a contrast of 7 or more: %j', (sizes) => {
    const texts = styledTexts(cardLayout(card, sizes));
    expect(texts.length).toBeGreaterThan(7);
    for (const { fontSize, color, backgroundColor } of texts) {
      expect(fontSize).toBeGreaterThanOrEqual(24);
      expect(contrast(String(color), String(backgroundColor))).toBeGreaterThanOrEqual(7);
    }
  });

  it.each(CARD_SIZES)('has all texts of the card: %j', (sizes) => {
    const shown = textsIn(cardLayout(card, sizes)).join(' | ');
    const { headline, whose, phase, dates, facts, asAt, version, statement } = card;
    const factTexts = facts.map(({ inFull, withoutNames }) => (sizes.hasNames ? inFull : withoutNames));
    const all = [...headline.map(({ text }) => text), whose, phase, dates, ...factTexts, asAt, version, statement];
    for (const text of all) expect(shown).toContain(text);
  });

  it('is no larger than the one before', () => {
    for (const [place, sizes] of CARD_SIZES.slice(1).entries()) {
      const { hasNames, ...before } = CARD_SIZES[place]!;
      for (const [name, size] of Object.entries(before)) {
        expect(sizes[name as keyof typeof before]).toBeLessThanOrEqual(size);
      }
      expect(hasNames || !sizes.hasNames).toBe(true);
    }
  });
});
