import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { noSuchCursor, notFound, type CodedError } from '../common/errors.js';
import { CodeSuggestions, type Suggestions } from '../common/suggest-codes.js';
import { DictionaryRepository, END_OF_TIME } from './dictionary.repository.js';
import { isUndone, MeasureSuggestions, namedForce, withParts } from './domain/index.js';

/** What in the dictionary has a code. */
type DictionaryKind = 'force' | 'measure' | 'breakdown';

/** The most forces that are compared with a wrong code. */
const MOST_FORCES = 1000;

/** What to answer to a code that the dictionary does not have. */
@Injectable()
export class DictionaryCodes {
  constructor(private readonly dictionary: DictionaryRepository) {}

  /** What of one kind a text may be meant for: a measure, also by the name of one of its parts. */
  async suggestions(tx: EntityManager, kind: DictionaryKind): Promise<Suggestions> {
    if (kind === 'force') {
      const forces = await this.dictionary.forces(tx, { first: MOST_FORCES });
      return new CodeSuggestions(forces.filter((force) => !isUndone(force)).map(namedForce));
    }
    const breakdowns = await this.dictionary.breakdowns(tx);
    return kind === 'measure'
      ? new MeasureSuggestions(withParts(await this.dictionary.measuresInForce(tx, END_OF_TIME), breakdowns))
      : new CodeSuggestions(breakdowns.map(({ code }) => ({ code, names: [] })));
  }

  /** The error NOT_FOUND, with the codes that may be meant. */
  async notFound(tx: EntityManager, kind: 'force' | 'measure', code: string): Promise<CodedError> {
    return notFound(kind, code, (await this.suggestions(tx, kind)).question(code));
  }

  /** The error BAD_USER_INPUT for a page that is to begin after this code, with the codes that may be meant. */
  async noSuchCursor(tx: EntityManager, kind: DictionaryKind, after: string): Promise<CodedError> {
    return noSuchCursor(`a ${kind}`, after, (await this.suggestions(tx, kind)).question(after, "'"));
  }
}
