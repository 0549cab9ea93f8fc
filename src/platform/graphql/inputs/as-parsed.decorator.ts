import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';

/**
 * Keeps an input's value as its scalar parsed it. For every Decimal of an input: class-transformer rebuilds each object
 * by calling its constructor without arguments, which a Decimal refuses. The copy as a bare Object is thrown away.
 */
export function AsParsed(): PropertyDecorator {
  return applyDecorators(
    Type(() => Object),
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]),
  );
}
