import { styleText } from 'node:util';

/** How a piece of text is to stand out at a terminal. */
type Style = 'bold' | 'dim' | 'cyan';

/** Gives the text as it is to be written, with colour or without. */
export type Paint = (style: Style, text: string) => string;

/** For a pipe, a file, and whoever wants no colour. */
const plain: Paint = (_style, text) => text;

/** Whether it may be coloured was asked before, so it is not asked again of whatever stdout is. */
const coloured: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** What is to be known of a stream; a pipe and a file have neither. */
interface Stream {
  readonly isTTY?: boolean;
  hasColors?(): boolean;
}

/** Colour for a terminal that has it, unless NO_COLOR asks for none, which Node looks up; never for anything else. */
export function paintFor(stream: Stream): Paint {
  return stream.isTTY === true && stream.hasColors?.() === true ? coloured : plain;
}
