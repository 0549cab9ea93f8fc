import { registerDecorator, type ValidationOptions } from 'class-validator';

/** Control characters other than tab and line ends: no text that people write has them, and PostgreSQL stores no U+0000. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

interface PlainTextOptions {
  /** The fewest characters; left out: 0. */
  readonly least?: number;
  /** The most characters, counted as PostgreSQL counts them; left out: as many as a request may have. */
  readonly most?: number;
  /** True: a list of such texts. */
  readonly each?: boolean;
}

/** A text that can be stored as it was sent: well-formed Unicode without control characters other than tab and line ends. */
export function IsPlainText({ least = 0, most = Infinity, each = false }: PlainTextOptions = {}): PropertyDecorator {
  const isWithin = (length: number): boolean => least <= length && length <= most;
  const bounds = most === Infinity ? '' : ` of ${least > 0 ? `${least} to ` : 'at most '}${most} characters,`;
  const options: ValidationOptions = {
    each,
    message: `$property must be text${bounds} without control characters or halves of characters`,
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
          !CONTROL.test(value) &&
          isWithin(Array.from(value).length),
      },
    });
  };
}
