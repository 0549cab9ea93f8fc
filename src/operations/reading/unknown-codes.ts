import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { CodedError, cut, noSuchCursor, notFound } from '../../common/errors.js';
import { CodeSuggestions, type Suggestions } from '../../common/suggest-codes.js';
import { Transactions } from '../../database/index.js';
import { DictionaryCodes } from '../../dictionary/index.js';
import { namedPhase } from '../domain/index.js';
import { OperationsRepository } from './operations.repository.js';

/** What has a code in operations and the dictionary. */
type Kind = 'phase' | 'operation' | 'force' | 'measure';

/** The most operations, and the most phases (the newest ones), that are compared with a wrong code. */
const MOST_COMPARED = 1000;
/** The most measures named in an error. */
const MOST_NAMED = 10;

/** What to answer to an unknown code: the codes that may be meant. Discarded phases are never suggested. */
@Injectable()
export class UnknownCodes {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsRepository,
    private readonly dictionary: DictionaryCodes,
  ) {}

  /** The error NOT_FOUND. */
  async notFound(tx: EntityManager, kind: Kind, code: string): Promise<CodedError> {
    return notFound(kind, code, (await this.suggestions(tx, kind)).question(code));
  }

  /** The error NOT_FOUND for the code of a phase, read in a transaction of its own. */
  async phaseNotFound(actor: Actor, code: string): Promise<CodedError> {
    return this.transactions.run(actor, (tx) => this.notFound(tx, 'phase', code), { readOnly: true });
  }

  /** The error BAD_USER_INPUT for a page that is to begin after this code. */
  async noSuchCursor(tx: EntityManager, kind: 'phase' | 'operation', after: string): Promise<CodedError> {
    const what = kind === 'phase' ? 'a phase' : 'an operation';
    return noSuchCursor(what, after, (await this.suggestions(tx, kind)).question(after, "'"));
  }

  /** The error BAD_USER_INPUT for unknown codes in a list of measures, in the order sent. */
  async notMeasures(tx: EntityManager, codes: readonly string[]): Promise<CodedError> {
    const suggestions = await this.suggestions(tx, 'measure');
    const named = [...new Set(codes)].slice(0, MOST_NAMED).map((code) => {
      const question = suggestions.question(code, "'");
      return `'${cut(code)}'${question === null ? '' : ` (${question.replace(/^D/, 'd')})`}`;
    });
    return new CodedError(
      'BAD_USER_INPUT',
      `Not measures of the dictionary: ${named.join(', ')}. The query 'measures' lists the codes.`,
    );
  }

  private async suggestions(tx: EntityManager, kind: Kind): Promise<Suggestions> {
    if (kind === 'force' || kind === 'measure') return this.dictionary.suggestions(tx, kind);
    const all = { operation: null, status: null, from: null, to: null, search: null, newestFirst: true };
    const page = { first: MOST_COMPARED };
    if (kind === 'phase') return new CodeSuggestions((await this.operations.phases(tx, all, page)).map(namedPhase));
    const operations = await this.operations.operations(tx, page);
    return new CodeSuggestions(operations.map(({ code, name }) => ({ code, names: [name] })));
  }
}
