import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';

/**
 * Keeps the value of an input field as its scalar parsed it. Needed for every Decimal, because class-transformer
 * rebuilds objects by calling the constructor without arguments, which a Decimal does not allow.
 */
export function AsParsed(): PropertyDecorator {
  return applyDecorators(
    Type(() => Object),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
  );
}
