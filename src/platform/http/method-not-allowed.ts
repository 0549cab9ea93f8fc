import { MethodNotAllowedException } from '@nestjs/common';
import type { Response } from 'express';

/** The error of a path that is asked in another way than by `allowed`, such as `GET, HEAD`; the answer will say so. */
export function methodNotAllowed(response: Response, allowed: string): Error {
  response.set('Allow', allowed);
  return new MethodNotAllowedException(`This path does not support the method. Use ${allowed}.`);
}
