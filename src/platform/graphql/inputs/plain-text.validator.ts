import { registerDecorator, type ValidationArguments, type ValidationOptions } from 'class-validator';

/** Which characters a text may have, and how people are told of the others. */
interface Rule {
  /** What it may not have. */
  readonly refused: RegExp;
  readonly without: string;
}

/**
 * Text of several lines. Controls other than tab and line ends are in no text that people write, and PostgreSQL stores no
 * U+0000; what turns the direction round makes a text read otherwise than it is stored. What pasted text brings with it
 * stays: no-break spaces, soft hyphens, the joiners of emoji.
 */
const TEXT: Rule = {
  refused: /[^\P{Cc}\t\n\r]|\p{Bidi_Control}/u,
  without: 'control characters, characters that change the direction of writing, or halves of characters',
};

/**
 * A name or a code, of one line: whoever reads two of them sees whether they are the same. Nothing that cannot be seen
 * (format characters, variation selectors, fillers), no line ends, and nothing that Unicode has not assigned.
 */
const NAME: Rule = {
  refused: /[^\P{Cc}\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/u,
  without: 'line ends, invisible characters, characters that change the direction of writing, or halves of characters',
};

interface PlainTextOptions {
  /** The fewest characters; left out: 0. */
  readonly least?: number;
  /** The most characters, counted as PostgreSQL counts them; left out: as many as a request may have. */
  readonly most?: number;
  /** True: a list of such texts. */
  readonly each?: boolean;
}

/** A text that can be stored as it was sent, and reads as it is stored: see TEXT. */
export function IsPlainText(options: PlainTextOptions = {}): PropertyDecorator {
  return isText(TEXT, options);
}

/** A name, or a code: see NAME. */
export function IsName(options: PlainTextOptions = {}): PropertyDecorator {
  return isText(NAME, options);
}

function isText(rule: Rule, { least = 0, most = Infinity, each = false }: PlainTextOptions): PropertyDecorator {
  const isWithin = (length: number): boolean => least <= length && length <= most;
  const bounds = most === Infinity ? '' : ` of ${least > 0 ? `${least} to ` : 'at most '}${most} characters,`;
  const options: ValidationOptions = {
    each,
    message: ({ property, value }: ValidationArguments) =>
      `${property} must be text${bounds} without ${rule.without}${sayFound(rule, value)}`,
  };
  return (target, propertyName) => {
    registerDecorator({
      name: 'isPlainText',
      target: target.constructor,
      propertyName: propertyName as string,
      options,
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' &&
          value.isWellFormed() &&
          !rule.refused.test(value) &&
          isWithin(Array.from(value).length),
      },
    });
  };
}

/** Which character was found, and where, as people count; the first one of a list's first text that has one. */
function sayFound({ refused }: Rule, value: unknown): string {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  for (const text of texts) {
    const characters = typeof text === 'string' ? Array.from(text) : [];
    const place = characters.findIndex((character) => refused.test(character) || !character.isWellFormed());
    const found = characters[place]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    if (found !== undefined) return `: remove U+${found}, which is character ${place + 1}`;
  }
  return '';
}
