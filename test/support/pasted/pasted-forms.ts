/* What programs make of typed text when it is copied out of them. */

/** How a program writes some characters. */
interface Program {
  readonly name: string;
  readonly writes: readonly (readonly [plain: RegExp, pasted: string])[];
}

const PROGRAMS: readonly Program[] = [
  {
    name: 'Word',
    writes: [
      [/ /g, '\u00A0'],
      [/-/g, '\u2011'],
      [/-/g, '\u2013'],
      [/'/g, '\u2019'],
      [/"/g, '\u201D'],
      [/\.\.\./g, '\u2026'],
      [/(?<=\p{L})(?=\p{L})/u, '\u00AD'],
    ],
  },
  {
    name: 'Outlook',
    writes: [
      [/ /g, '\u202F'],
      [/ /g, ' \u00A0'],
      [/-/g, '\u2014'],
      [/$/, '\r\n'],
      [/(?<=\p{L})(?=\p{L})/u, '\u200B'],
    ],
  },
  {
    name: 'Excel',
    writes: [
      [/ /g, '\t'],
      [/^/, '\u00A0'],
      [/$/, '\t'],
      [/-/g, '\u2212'],
    ],
  },
  {
    name: 'WhatsApp',
    writes: [
      [/^/, '\u200E'],
      [/$/, '\u2069'],
      [/'/g, '\u02BC'],
      [/ /g, '\u2009'],
    ],
  },
  {
    name: 'a PDF',
    writes: [
      [/fi/g, '\uFB01'],
      [/\u00E9/g, 'e\u0301'],
      [/ /g, '\u2007'],
      [/-/g, '\u00AD'],
      [/ /, '\u2028'],
      [/^/, '\uFEFF'],
    ],
  },
  {
    name: 'a keyboard for wide letters',
    writes: [[/[0-9]/g, 'WIDE']],
  },
];

const WIDE_ZERO = 0xff10;
const wide = (digit: string): string => String.fromCodePoint(WIDE_ZERO + Number(digit));

export interface PastedForm {
  readonly program: string;
  readonly text: string;
}

/** Every form of a text that one of the programs makes of it and that differs from it. */
export function pastedForms(plain: string): PastedForm[] {
  return PROGRAMS.flatMap(({ name, writes }) =>
    writes.map(([pattern, pasted]) => ({
      program: name,
      text: plain.replace(pattern, (found) => (pasted === 'WIDE' ? wide(found) : pasted)),
    })),
  ).filter(({ text }) => text !== plain);
}
