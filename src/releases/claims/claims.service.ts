import { Injectable } from '@nestjs/common';
import { hasPermission, type Actor } from '../../access/index.js';
import { CodedError } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { DictionaryService, MOST_FORCES } from '../../dictionary/index.js';
import { OperationsService } from '../../operations/index.js';
import type { ReleaseContent, ReleaseStatus } from '../domain/index.js';
import { ReleaseDrafts } from '../preparation/release-drafts.js';
import { ReleaseReader } from '../reading/release-reader.js';
import { checked, preferring, type CheckedClaim } from './checked-claim.js';
import type { Vocabulary } from './lexicon.js';
import { countNumberWords } from './number-words.js';
import { numbersIn } from './numbers.js';
import { TextReader } from './reader.js';
import type { Words } from './read-figure.js';

/** The longest text that is checked: several press releases. */
export const MOST_CHARACTERS = 20_000;
/** The most numbers in it. */
export const MOST_NUMBERS = 500;

/** The most of these in words, which take the longest to read. */
const MOST_IN_WORDS = 100;

/** Why a text is not checked; null: it is. */
export function textProblem(text: string): string | null {
  const characters = Array.from(text).length;
  if (text.trim() === '') return 'Paste a text.';
  if (/\p{Bidi_Control}/u.test(text))
    return 'The text has characters that change the direction of writing. Remove them.';
  if (characters > MOST_CHARACTERS) {
    return `The text has ${characters.toLocaleString('en-GB')} characters; at most ${MOST_CHARACTERS.toLocaleString('en-GB')} are checked. Send it in parts.`;
  }
  const words = countNumberWords(text);
  if (words > MOST_IN_WORDS) {
    return `The text has ${words} numbers in words; at most ${MOST_IN_WORDS} are checked. Send it in parts.`;
  }
  const numbers = numbersIn(text).length;
  return numbers > MOST_NUMBERS
    ? `The text has ${numbers} numbers; at most ${MOST_NUMBERS} are checked. Send it in parts.`
    : null;
}

/** What a text says, held against a release. */
export interface CheckedText {
  /** The version of the release, or that the draft would have; null: there is none that the reader sees. */
  readonly version: number | null;
  /** Null: a draft, or no release. */
  readonly status: ReleaseStatus | null;
  readonly claims: readonly CheckedClaim[];
  /** The dictionary that the text was read with. */
  readonly vocabulary: Vocabulary;
  readonly notRead: readonly Words[];
}

type Against = Pick<CheckedText, 'version' | 'status'> & {
  readonly content: Pick<ReleaseContent, 'totals' | 'headlines'> | null;
};

/** Checks the figures of a text against a release. Nothing of the text is stored or logged. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly dictionary: DictionaryService,
    private readonly reader: ReleaseReader,
    private readonly drafts: ReleaseDrafts,
  ) {}

  /**
   * Every figure of a text, held against the newest release of a phase that the actor may see. Reading a release under
   * embargo is recorded.
   *
   * @param draft true: against the release that would be published now, for the coordinator
   * @throws CodedError NOT_FOUND for an unknown phase; FORBIDDEN for a draft, unless the actor is the coordinator;
   *   BAD_USER_INPUT for a text that is blank, or too long
   */
  async check(actor: Actor, phase: string, text: string, draft: boolean): Promise<CheckedText> {
    const problem = textProblem(text);
    if (problem !== null) throw new CodedError('BAD_USER_INPUT', problem);
    const { startsOn, name } = await this.operations.getPhase(actor, phase);
    const { content, version, status } = draft ? await this.ofDraft(actor, phase) : await this.ofRelease(actor, phase);
    const measures = await this.transactions.run(actor, (tx) => this.dictionary.measuresWithParts(tx, startsOn), {
      readOnly: true,
    });
    const forces = await this.dictionary.forces(actor, { first: MOST_FORCES });
    const vocabulary = { measures, forces };
    const { figures, notRead } = new TextReader(vocabulary).read(text, preferring(content), name);
    return { version, status, vocabulary, claims: figures.map((figure) => checked(figure, content)), notRead };
  }

  private async ofRelease(actor: Actor, phase: string): Promise<Against> {
    const { release } = await this.reader.find(actor, phase, null);
    if (release === null) return { content: null, version: null, status: null };
    const { version, status } = release;
    return { content: status === 'WITHDRAWN' ? null : release, version, status };
  }

  private async ofDraft(actor: Actor, phase: string): Promise<Against> {
    const found = hasPermission(actor, 'PUBLISH_RELEASE') ? await this.drafts.find(actor, phase) : null;
    if (found === null) {
      throw new CodedError(
        'FORBIDDEN',
        "Only the regional coordinator checks a text against a draft. Leave 'draft' out.",
      );
    }
    return { content: found.content, version: found.content.version, status: null };
  }
}
