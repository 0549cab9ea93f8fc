import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { registerDecorator, type ValidationArguments, type ValidationOptions } from 'class-validator';
import { INVISIBLE } from '../../../common/characters.js';
import { plainName, plainText } from '../../../common/plain-text.js';

/** Which characters a text may have, and the words for the others in a message. */
interface Rule {
  /** Matches characters that are not allowed. */
  readonly refused: RegExp;
  readonly without: string;
  /** The one form of all texts that read the same. */
  readonly plain: (text: string) => string;
}

/**
 * Text of several lines. Control characters other than tab and line ends are refused: people do not type them, and
 * PostgreSQL cannot store U+0000. So are characters that change the direction of writing, because the text would then
 * read differently from what is stored. Characters of pasted text are allowed: no-break spaces, soft hyphens, emoji
 * joiners.
 */
const TEXT: Rule = {
  refused: /[^\P{Cc}\t\n\r]|\p{Bidi_Control}/u,
  without: 'control characters, characters that change the direction of writing, or broken characters',
  plain: plainText,
};

/**
 * A name or a code of one line. A reader of two of them must be able to see whether they are the same. So invisible
 * characters (format characters, variation selectors, fillers), line ends and unassigned characters are refused.
 */
const NAME: Rule = {
  refused: new RegExp(String.raw`[^\P{Cc}\t]|[${INVISIBLE}\p{Zl}\p{Zp}\p{Co}\p{Cn}]`, 'u'),
  without: 'line ends, invisible characters, characters that change the direction of writing, or broken characters',
  plain: plainName,
};

interface PlainTextOptions {
  /** The fewest characters; left out: 0. */
  readonly least?: number;
  /** The most characters, counted as in PostgreSQL; left out: no limit but that of the request. */
  readonly most?: number;
  /** True for a list of such texts. */
  readonly each?: boolean;
  /** True if the text is kept as sent, because the answer says where in it something is. */
  readonly asSent?: boolean;
}

/** The field is a text of several lines, and gets its plain form; see TEXT. */
export function IsPlainText(options: PlainTextOptions = {}): PropertyDecorator {
  return isText(TEXT, options);
}

/** The field is a name or a code, and gets its plain form; see NAME. */
export function IsName(options: PlainTextOptions = {}): PropertyDecorator {
  return isText(NAME, options);
}

/** What `IsName` says of a name in its plain form, for an argument on its own; null: it is allowed. */
export function nameProblem(property: string, name: string): string | null {
  return isAllowed(NAME, name) ? null : messageOf(NAME, { property, value: name });
}

function isText(rule: Rule, bounds: PlainTextOptions): PropertyDecorator {
  return bounds.asSent === true ? checked(rule, bounds) : applyDecorators(inPlainForm(rule), checked(rule, bounds));
}

function inPlainForm({ plain }: Rule): PropertyDecorator {
  const one = (value: unknown): unknown => (typeof value === 'string' && value.isWellFormed() ? plain(value) : value);
  return Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(one) : one(value)));
}

function checked(rule: Rule, { least = 0, most = Infinity, each = false }: PlainTextOptions): PropertyDecorator {
  const isWithin = (length: number): boolean => least <= length && length <= most;
  const bounds = most === Infinity ? '' : ` of ${least > 0 ? `${least} to ` : 'at most '}${most} characters,`;
  const options: ValidationOptions = {
    each,
    message: (found: ValidationArguments) => messageOf(rule, found, bounds),
  };
  return (target, propertyName) => {
    registerDecorator({
      name: 'isPlainText',
      target: target.constructor,
      propertyName: propertyName as string,
      options,
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' && isAllowed(rule, value) && isWithin(Array.from(value).length),
      },
    });
  };
}

function isAllowed({ refused }: Rule, text: string): boolean {
  return text.isWellFormed() && !refused.test(text);
}

function messageOf(
  rule: Rule,
  { property, value }: Pick<ValidationArguments, 'property' | 'value'>,
  bounds = '',
): string {
  return `${property} must be text${bounds} without ${rule.without}${describeFound(rule, value)}`;
}

/** Names the first character that is not allowed, and its place counted from 1; in a list, of the first such text. */
function describeFound({ refused }: Rule, value: unknown): string {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  for (const text of texts) {
    const characters = typeof text === 'string' ? Array.from(text) : [];
    const place = characters.findIndex((character) => refused.test(character) || !character.isWellFormed());
    const found = characters[place]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    if (found !== undefined) return `: remove U+${found}, which is character ${place + 1}`;
  }
  return '';
}
