import { expect, it } from '@jest/globals';
import { load } from 'cheerio';
import fc from 'fast-check';
import { aCard, parsed, textBoxes } from './card-samples.js';
import { SEEDED } from '../returns/return-samples.js';
import { shortOrFull } from '../run/full-run.js';
import { svgOf } from '../../../src/releases/cards/card-pictures.js';

/* Cards with random texts. The cards of known cases are in src/releases/cards/card-pictures.spec.ts. */

/** Drawing takes some 30 ms. */
const RUNS = { ...SEEDED, numRuns: shortOrFull(15, 100) };

it('a card has all its texts within its margins, whatever they are', async () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('aeinrstMW ,.£9ŵש🚓')), maxLength: 200 });
  const texts = fc.record({ short: text, phase: text, missing: fc.array(text, { maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const boxes = textBoxes(await svgOf(aCard(given)));
      expect(boxes.filter(({ left, top }) => left < 60 || top < 60)).toEqual([]);
      expect(boxes.filter(({ right, bottom }) => right > 1140 || bottom > 615)).toEqual([]);
    }),
    RUNS,
  );
});

it('the SVG of a card is well-formed XML, whatever the texts', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(...Array.from('&<>"\'\u0000\u0001\u001F\u007F\u0085\u202E\uD800\uFFFE\uFFFF]')),
    }),
  );
  await fc.assert(
    fc.asyncProperty(text, text, text, async (sentence, phase, short) => {
      const card = aCard({ sentence, phase, short, statement: sentence, missing: [phase] });
      const svg = await svgOf(card);
      expect(() => parsed(svg)).not.toThrow();
      expect(load(svg, { xml: true })('svg > desc').text()).toBe(card.alternative);
    }),
    RUNS,
  );
});
