import { registerDecorator, type ValidationOptions } from 'class-validator';

/** Control characters other than tab and line ends: no text that people write has them, and PostgreSQL stores no U+0000. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/** A text that can be stored as it was sent: well-formed Unicode without control characters other than tab and line ends. */
export function IsPlainText(options?: ValidationOptions): PropertyDecorator {
  return (target, propertyName) => {
    registerDecorator({
      name: 'isPlainText',
      target: target.constructor,
      propertyName: propertyName as string,
      options: {
        message: '$property must be text without control characters or halves of characters',
        ...options,
      },
      validator: {
        validate: (value: unknown) => typeof value === 'string' && value.isWellFormed() && !CONTROL.test(value),
      },
    });
  };
}
