import { ValidationPipe } from '@nestjs/common';

/**
 * The constraints that inputs declare with class-validator. GraphQL has already refused fields that an input does not
 * have, so nothing is stripped here; a class without constraints is let through as it is. Inputs nest as deep as their
 * types do, and no type of an input holds itself.
 */
export function inputValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    forbidUnknownValues: false,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
}
