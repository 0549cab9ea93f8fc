import type { Card, HeadlinePiece } from './card.js';

/** The size of a card in pixels, as social media show pictures in full. */
export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 675;

/** No text is nearer to the edge of a card. */
export const MARGIN = 64;

/** The sizes of a card's texts, and of the space around them, in pixels. */
export interface CardSizes {
  readonly amount: number;
  /** The words of the headline beside its amount. */
  readonly words: number;
  /** Whose figure it is. */
  readonly whose: number;
  /** The phase and the coverage. */
  readonly facts: number;
  /** When, which version, and the statement. */
  readonly small: number;
  /** The space on either side of the lower edge of the band. */
  readonly space: number;
  /** Whether the facts name forces. */
  readonly hasNames: boolean;
}

/**
 * The sizes to try, the largest first: the first in which a card's texts fit are its own. The words become smaller
 * before the amount does. No text is below 24 pixels.
 */
export const CARD_SIZES: readonly CardSizes[] = [
  { amount: 176, words: 64, whose: 36, facts: 32 },
  { amount: 176, words: 52, whose: 36, facts: 32 },
  { amount: 152, words: 48, whose: 36, facts: 30 },
  { amount: 152, words: 40, whose: 32, facts: 28 },
  { amount: 128, words: 40, whose: 32, facts: 28 },
  { amount: 112, words: 40, whose: 32, facts: 28 },
  { amount: 96, words: 36, whose: 28, facts: 26 },
  { amount: 80, words: 32, whose: 28, facts: 26 },
  { amount: 64, words: 28, whose: 24, facts: 24 },
  { amount: 48, words: 26, whose: 24, facts: 24, space: 24 },
  { amount: 32, words: 24, whose: 24, facts: 24, space: 16 },
  { amount: 32, words: 24, whose: 24, facts: 24, space: 16, hasNames: false },
].map((sizes) => ({ small: 24, space: 32, hasNames: true, ...sizes }));

/** An element of the picture, in the form that satori takes. */
export interface CardElement {
  readonly type: 'div' | 'p';
  readonly props: {
    readonly style: Readonly<Record<string, string | number>>;
    readonly children: string | readonly CardElement[];
  };
}

/** GOV.UK's dark blue and black: against white, both have a contrast of 7:1 or more. */
const BLUE = '#003078';
const BLACK = '#0b0c0c';
const WHITE = '#ffffff';

/** The texts of a card as they lie: the headline on a dark band, and below it what it rests on. */
export function cardLayout(card: Card, sizes: CardSizes): CardElement {
  const { whose, facts, small, space, hasNames } = sizes;
  return column({ width: CARD_WIDTH, height: CARD_HEIGHT, fontFamily: 'Public Sans', backgroundColor: WHITE }, [
    column(
      { flexGrow: 1, padding: `${MARGIN}px ${MARGIN}px ${space}px`, gap: 12, backgroundColor: BLUE, color: WHITE },
      [
        line(card.whose, { fontSize: whose }),
        column(
          { flexGrow: 1, justifyContent: 'center' },
          card.headline.map((piece) => headlineLine(piece, sizes)),
        ),
      ],
    ),
    column({ padding: `${space}px ${MARGIN}px ${MARGIN}px`, gap: 4, color: BLACK }, [
      // The dates are beside the name if there is room, else below it.
      column({ flexDirection: 'row', flexWrap: 'wrap', columnGap: 12 }, [
        line(card.phase, { fontSize: facts, fontWeight: 700 }),
        line(card.dates, { fontSize: facts }),
      ]),
      ...card.facts.map((fact) => line(`${hasNames ? fact.inFull : fact.withoutNames}.`, { fontSize: facts })),
      line(`${card.asAt}. ${card.version}.`, { fontSize: small, marginTop: 8 }),
      line(card.statement, { fontSize: small }),
    ]),
  ]);
}

function headlineLine({ text, isAmount }: HeadlinePiece, { amount, words }: CardSizes): CardElement {
  return isAmount
    ? // As wide as its longest word: a number is never split. One that is too wide needs a smaller size.
      line(text, { fontSize: amount, lineHeight: 1.1, alignSelf: 'flex-start', overflowWrap: 'normal', ...HEADLINE })
    : line(text, { fontSize: words, ...HEADLINE });
}

const HEADLINE = { fontWeight: 700, textWrap: 'balance' } as const;

/** Children below each other. None is made smaller: if there is no room, they reach out of the picture. */
function column(style: CardElement['props']['style'], children: readonly CardElement[]): CardElement {
  return {
    type: 'div',
    props: { style: { display: 'flex', flexDirection: 'column', ...style }, children },
  };
}

/** A text, in as many lines as it needs. */
function line(text: string, style: CardElement['props']['style']): CardElement {
  return {
    type: 'p',
    props: { style: { margin: 0, lineHeight: 1.2, overflowWrap: 'anywhere', ...style }, children: text },
  };
}
