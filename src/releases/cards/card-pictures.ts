import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { renderAsync } from '@resvg/resvg-js';
import satori, { type Font, type SatoriNode } from 'satori';
import type { Card } from './card.js';
import { CARD_HEIGHT, CARD_SIZES, CARD_WIDTH, cardLayout, MARGIN } from './card-layout.js';

/** The texts of a card are too long for its picture. */
export class CardDoesNotFitError extends Error {}

/**
 * A card as an SVG of 1200 by 675, with its text alternative. Texts are drawn as shapes, so no font is needed to show
 * them; a character that the typeface does not have is drawn as a crossed box. The same card always gives the same text.
 *
 * @throws CardDoesNotFitError if the texts do not fit even in the smallest sizes: names of hundreds of wide letters
 */
export async function svgOf(card: Card): Promise<string> {
  const picture = await drawn(card);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" viewBox="0 0 ${CARD_WIDTH} ${CARD_HEIGHT}" role="img">`,
    `<title>${xmlText(card.sentence)}</title>`,
    `<desc>${xmlText(card.alternative)}</desc>`,
    picture,
    '</svg>',
  ].join('');
}

/** A card as a PNG of 1200 by 675. The same card always gives the same bytes. @throws CardDoesNotFitError as `svgOf` does */
export async function pngOf(card: Card): Promise<Buffer> {
  const image = await renderAsync(await drawn(card), { font: { loadSystemFonts: false } });
  return image.asPng();
}

/** The picture in the largest sizes in which all its texts fit. Other work goes on between one attempt and the next. */
async function drawn(card: Card): Promise<string> {
  for (const sizes of CARD_SIZES) {
    const nodes: SatoriNode[] = [];
    const picture = await satori(cardLayout(card, sizes), {
      width: CARD_WIDTH,
      height: CARD_HEIGHT,
      fonts: fonts(),
      onNodeDetected: (node) => nodes.push(node),
    });
    if (nodes.every(isInside)) return picture;
    await setImmediate();
  }
  throw new CardDoesNotFitError('The texts of a card do not fit into its picture.');
}

/** Whether an element is within the picture, and a text within its margins. */
function isInside({ type, left, top, width, height }: SatoriNode): boolean {
  const margin = type === 'p' ? MARGIN : 0;
  return left >= margin && top >= margin && left + width <= CARD_WIDTH - margin && top + height <= CARD_HEIGHT - margin;
}

let loaded: Font[] | null = null;

/** Public Sans, regular and bold, with the letters of Welsh and other languages in Latin script. Read once. */
function fonts(): Font[] {
  loaded ??= (['latin', 'latin-ext'] as const).flatMap((script) =>
    ([400, 700] as const).map((weight) => ({
      name: script === 'latin' ? 'Public Sans' : `Public Sans ${script}`,
      data: readFileSync(require.resolve(`@fontsource/public-sans/files/public-sans-${script}-${weight}-normal.woff`)),
      weight,
      style: 'normal' as const,
    })),
  );
  return loaded;
}

const require = createRequire(import.meta.url);

const XML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text as the content of an XML element. */
function xmlText(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => XML_ENTITIES[character] ?? character);
}
