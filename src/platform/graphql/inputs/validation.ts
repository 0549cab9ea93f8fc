import { ValidationPipe } from '@nestjs/common';

/**
 * Checks the class-validator constraints of inputs. GraphQL has already refused unknown fields, so nothing is stripped
 * here, and a class without constraints is accepted. No input type contains itself, so the nesting is limited.
 */
export function inputValidation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    forbidUnknownValues: false,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
  });
}
