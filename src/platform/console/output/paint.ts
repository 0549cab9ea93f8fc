import { styleText } from 'node:util';

/** How a text is emphasised at a terminal. */
type Style = 'bold' | 'dim' | 'cyan';

/** Styles a text, with colour or without. */
export type Paint = (style: Style, text: string) => string;

/** Without colour: for a pipe, a file, and a person who wants none. */
const plain: Paint = (_style, text) => text;

/** With colour. `paintFor` has checked the stream, so it is not checked again. */
const coloured: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** The properties of a terminal's stream; a pipe and a file have neither. */
interface Stream {
  readonly isTTY?: boolean;
  hasColors?(): boolean;
}

/** Colour for a terminal that supports it, unless NO_COLOR is set (which Node checks); no colour for anything else. */
export function paintFor(stream: Stream): Paint {
  return stream.isTTY === true && stream.hasColors?.() === true ? coloured : plain;
}
