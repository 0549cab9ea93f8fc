/** The assumed width of a terminal, in columns. */
const WIDTH = 100;

/** Wraps a text into lines of at most `width` characters, between words; a longer word is a line of its own. */
export function wrapped(text: string, width = WIDTH): string[] {
  return text.match(new RegExp(String.raw`\S(.{0,${width - 1}}(?=\s|$)|\S*)`, 'g')) ?? [''];
}

/** Lays out rows of a name and a text in two columns; long texts are wrapped. */
export function columns(rows: readonly (readonly [name: string, text: string])[]): string {
  const indent = 2 + Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows
    .flatMap(([name, text]) =>
      wrapped(text, WIDTH - indent).map((line, place) => (place === 0 ? `  ${name}` : '').padEnd(indent) + line),
    )
    .join('\n');
}
