import { BadRequestException } from '@nestjs/common';
import { visit } from 'jsonc-parser';
import { LosslessNumber, parse as parseLossless } from 'lossless-json';
import { cut } from '../../../common/errors.js';

/**
 * A number with the digits that were sent. In messages of GraphQL it looks as it was sent.
 *
 * @internal exported for its tests
 */
export class ExactNumber extends LosslessNumber {
  toJSON(): string {
    return this.toString();
  }
}

/**
 * Parses JSON from a caller, so that nothing in it is rounded or left out unseen. A number that a double does not have, or
 * that is written as `1.0` or with an exponent, is an ExactNumber: as a variable it then means the same as in a GraphQL
 * document, where `1.0` is no Int.
 *
 * @param called what the text is, at the beginning of a message: "The body"
 * @throws HttpException 400 if it is not JSON, if an object in it has a key twice, or if it is nested too deeply
 */
export function parseJson(text: string, called: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    // Reading the text again costs several times as much as counting, which is enough for nearly all.
    if (mostKeysIn(text) !== keysIn(value)) assertNoKeyTwice(text, called);
    return MAY_NEED_DIGITS.test(text) ? parseLossless(text, null, numberOf) : value;
  } catch (error) {
    if (error instanceof BadRequestException) throw error;
    if (error instanceof RangeError)
      throw new BadRequestException(`${called} has too many lists or objects within one another. Nest fewer.`);
    throw new BadRequestException(
      `${called} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The most keys that a JSON text has: every key ends in a quote and a colon, which may be in a string too. */
function mostKeysIn(text: string): number {
  return text.match(/"\s*:/g)?.length ?? 0;
}

/** The number of keys in a parsed value. Does not recurse, because values may nest deeper than the stack. */
function keysIn(value: unknown): number {
  const open: unknown[] = [value];
  let count = 0;
  while (open.length > 0) {
    const parent = open.pop();
    if (typeof parent !== 'object' || parent === null) continue;
    const items: unknown[] = Array.isArray(parent) ? parent : Object.values(parent);
    if (items !== parent) count += items.length;
    for (const item of items) if (typeof item === 'object') open.push(item);
  }
  return count;
}

/** Two values for one key: readers of JSON differ in which they take. @param text valid JSON */
function assertNoKeyTwice(text: string, called: string): void {
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectProperty: (key) => {
      const keys = open.at(-1);
      if (keys?.has(key) === true)
        throw new BadRequestException(`${called} has the key "${cut(key)}" twice in one object. Send each key once.`);
      keys?.add(key);
    },
    onObjectEnd: () => {
      open.pop();
    },
  });
}

/**
 * A number of 16 digits or more, or with an exponent: a double may not have its value. Or one that a double writes as a
 * whole number. May match in a string too.
 */
const MAY_NEED_DIGITS = /\d[\d.]{15}|\d[eE]|\d\.0+(?=[\s,\]}])/;

function numberOf(digits: string): number | LosslessNumber {
  const number = Number(digits);
  const isWrittenSo = digits === '-0' || (String(number) === digits && !digits.includes('e'));
  return isWrittenSo ? number : new ExactNumber(digits);
}
