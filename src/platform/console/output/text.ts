/** How many columns a terminal is taken to have. */
const WIDTH = 100;

/** A line of text in lines of at most `width` characters, broken between words; a longer word is a line of its own. */
export function wrapped(text: string, width = WIDTH): string[] {
  return text.match(new RegExp(String.raw`\S(.{0,${width - 1}}(?=\s|$)|\S*)`, 'g')) ?? [''];
}

/** Rows of a name and what is said of it, which goes on below itself where it is long. */
export function columns(rows: readonly (readonly [name: string, text: string])[]): string {
  const indent = 2 + Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows
    .flatMap(([name, text]) =>
      wrapped(text, WIDTH - indent).map((line, place) => (place === 0 ? `  ${name}` : '').padEnd(indent) + line),
    )
    .join('\n');
}
