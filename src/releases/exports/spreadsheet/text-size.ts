/** Characters of Arial that are about half as wide as a digit, and those that are wider. */
const NARROW = /[ijltfrI .,:;'"!|()[\]/-]/;
const WIDE = /[mwA-Z@%&]/;
const NARROW_WIDTH = 0.52;
const WIDE_WIDTH = 1.35;
const BOLD = 1.08;

/** About how wide a text is, in digits: the unit of the width of a column. */
export function widthOf(text: string, isBold: boolean): number {
  const width = Array.from(text, widthOfCharacter).reduce((sum, one) => sum + one, 0);
  return isBold ? width * BOLD : width;
}

function widthOfCharacter(character: string): number {
  if (NARROW.test(character)) return NARROW_WIDTH;
  return WIDE.test(character) ? WIDE_WIDTH : 1;
}

/** About how many lines a text takes in a column. A word that is too long is broken. */
export function linesOf(text: string, width: number, isBold: boolean): number {
  return text.split('\n').reduce((lines, line) => lines + wrappedLines(line, width, isBold), 0);
}

function wrappedLines(line: string, width: number, isBold: boolean): number {
  let [lines, used] = [1, 0];
  for (const word of line.split(' ')) {
    const wide = widthOf(word, isBold);
    const fits = used + wide <= width;
    lines += (fits || used === 0 ? 0 : 1) + Math.max(0, Math.ceil(wide / width) - 1);
    used = (fits ? used : 0) + wide + widthOf(' ', isBold);
  }
  return lines;
}
