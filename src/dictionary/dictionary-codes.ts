import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { noSuchCursor, notFound, type CodedError } from '../common/errors.js';
import { CodeSuggestions, type Named } from '../common/suggest-codes.js';
import { DictionaryRepository, END_OF_TIME } from './dictionary.repository.js';
import { namedForce, namedMeasure } from './domain/index.js';

/** What in the dictionary has a code. */
type DictionaryKind = 'force' | 'measure' | 'breakdown';

/** The most forces that are compared with a wrong code. */
const MOST_FORCES = 1000;

/** What to answer to a code that the dictionary does not have. */
@Injectable()
export class DictionaryCodes {
  constructor(private readonly dictionary: DictionaryRepository) {}

  /** The codes of one kind that a text may be meant for. */
  async suggestions(tx: EntityManager, kind: DictionaryKind): Promise<CodeSuggestions> {
    return new CodeSuggestions(await this.namesOf(tx, kind));
  }

  /** The error NOT_FOUND, with the codes that may be meant. */
  async notFound(tx: EntityManager, kind: 'force' | 'measure', code: string): Promise<CodedError> {
    return notFound(kind, code, (await this.suggestions(tx, kind)).for(code));
  }

  /** The error BAD_USER_INPUT for a page that is to begin after this code, with the codes that may be meant. */
  async noSuchCursor(tx: EntityManager, kind: DictionaryKind, after: string): Promise<CodedError> {
    return noSuchCursor(`a ${kind}`, after, (await this.suggestions(tx, kind)).for(after));
  }

  private async namesOf(tx: EntityManager, kind: DictionaryKind): Promise<Named[]> {
    if (kind === 'force') return (await this.dictionary.forces(tx, { first: MOST_FORCES })).map(namedForce);
    if (kind === 'measure') return (await this.dictionary.measuresInForce(tx, END_OF_TIME)).map(namedMeasure);
    return (await this.dictionary.breakdowns(tx)).map(({ code }) => ({ code, names: [] }));
  }
}
