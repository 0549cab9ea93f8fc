import { Resvg } from '@resvg/resvg-js';
import { load } from 'cheerio';
import { STATEMENT, type FrozenHeadline, type Named, type ReleaseContent } from '../../../src/releases/domain/index.js';
import { cardOf, type Card } from '../../../src/releases/cards/card.js';

/** The texts of a card. */
export interface Texts {
  readonly short: string;
  readonly sentence: string;
  readonly phase: string;
  /** The force whose figure it is; null: the region's. */
  readonly force: string | null;
  readonly missing: readonly string[];
  readonly unsigned: readonly string[];
  readonly statement: string;
  readonly amount: number;
}

const named = (name: string): Named => ({ code: 'code', name });

/** The card of 112 arrests in the region, with the given texts. */
export function aCard(given: Partial<Texts> = {}): Card {
  const texts: Texts = {
    short: '112 arrests',
    sentence: '112 people were arrested across the region.',
    phase: 'Operation Scorpion 13',
    force: null,
    missing: [],
    unsigned: [],
    statement: STATEMENT,
    amount: 112,
    ...given,
  };
  const coverage = {
    expected: 85,
    reported: 85 - texts.missing.length,
    complete: texts.missing.length === 0,
    missing: texts.missing.map(named),
    notHeard: [],
  };
  const headline: FrozenHeadline = {
    measure: { ...named('Arrests'), unit: 'COUNT', category: 'ARRESTS', version: 1, definition: 'Arrests.' },
    breakdown: null,
    force: texts.force === null ? null : named(texts.force),
    sentence: texts.sentence,
    short: texts.short,
    alternatives: [],
    value: texts.amount,
    qualifier: 'EXACT',
    lower: texts.amount,
    upper: texts.amount,
    coverage,
    restsOn: texts.unsigned.map((force) => ({ force: named(force), version: 1, withoutSignOff: true })),
  };
  const content: ReleaseContent = {
    phase: {
      ...named(texts.phase),
      operation: 'scorpion',
      startsOn: '2025-12-28',
      endsOn: '2026-01-04',
      datesKnownTo: 'DAY',
    },
    version: 2,
    kind: null,
    note: null,
    publishedAt: '2025-12-05T09:05:00.000Z',
    asAt: '2025-12-05T09:05:00.000Z',
    statement: texts.statement,
    coverage,
    restsOn: [],
    totals: [],
    changesSince: null,
    changes: [],
    headlines: [headline],
  };
  return cardOf(content, headline);
}

/** An SVG as a strict parser of XML reads it; an error if it is not well-formed. */
export const parsed = (svg: string): Resvg => new Resvg(svg, { font: { loadSystemFonts: false } });

/** Where the ink of a text is, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the ink of each text is: one box a text, in reading order. */
export function textBoxes(svg: string): Box[] {
  const $ = load(svg, { xml: true });
  const boxes = $('path').map((_, path) => {
    const one = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="675">${$.xml(path)}</svg>`;
    const { x, y, width, height } = parsed(one).getBBox()!;
    return { left: x, top: y, right: x + width, bottom: y + height };
  });
  return boxes.get();
}
