import { MethodNotAllowedException } from '@nestjs/common';
import type { Response } from 'express';

/** The error for a method other than `allowed`, such as `GET, HEAD`; sets the header Allow. */
export function methodNotAllowed(response: Response, allowed: string): Error {
  response.set('Allow', allowed);
  return new MethodNotAllowedException(`This path does not support the method. Use ${allowed}.`);
}
