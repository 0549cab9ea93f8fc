import { Injectable } from '@nestjs/common';
import { hasPermission, type Actor } from '../../access/index.js';
import { CodedError } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { DictionaryService, MOST_FORCES } from '../../dictionary/index.js';
import { OperationsService } from '../../operations/index.js';
import type { ReleaseContent, ReleaseStatus } from '../domain/index.js';
import { ReleaseDrafts } from '../preparation/release-drafts.js';
import { ReleaseReader, type Embargo } from '../reading/release-reader.js';
import { checked, preferring, type CheckedClaim } from './checked-claim.js';
import type { Vocabulary } from './lexicon.js';
import { TextReader } from './reader.js';
import type { Words } from './read-figure.js';
import { textProblem } from './text-limits.js';

/** What a text says, compared with a release. */
export interface CheckedText {
  /** The version of the release, or that the draft would have; null: there is none that the reader sees. */
  readonly version: number | null;
  /** Null: a draft, or no release. */
  readonly status: ReleaseStatus | null;
  /** The figures of the release are as they were accepted then; null: there is none. */
  readonly asAt: Date | null;
  /** The embargo that the release is under; null: none. */
  readonly embargo: Embargo | null;
  /** Whether this reading of the release is recorded. */
  readonly isRecorded: boolean;
  readonly claims: readonly CheckedClaim[];
  /** The dictionary that the text was read with. */
  readonly vocabulary: Vocabulary;
  readonly notRead: readonly Words[];
}

type ComparedRelease = Pick<CheckedText, 'version' | 'status' | 'asAt' | 'embargo' | 'isRecorded'> & {
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
   * Every figure of a text, compared with the newest release of a phase that the actor may see. Reading a release under
   * embargo is recorded.
   *
   * @param draft true: against the release that would be published now, for the coordinator
   * @throws CodedError NOT_FOUND for an unknown phase; FORBIDDEN for a draft, unless the actor is the coordinator;
   *   BAD_USER_INPUT for a text that `textProblem` refuses
   */
  async check(actor: Actor, phase: string, text: string, draft: boolean): Promise<CheckedText> {
    const problem = textProblem(text);
    if (problem !== null) throw new CodedError('BAD_USER_INPUT', problem);
    const { startsOn, endsOn, name } = await this.operations.getPhase(actor, phase);
    const { content, ...release } = draft ? await this.ofDraft(actor, phase) : await this.ofRelease(actor, phase);
    const measures = await this.transactions.run(actor, (tx) => this.dictionary.measuresWithParts(tx, startsOn), {
      readOnly: true,
    });
    const forces = await this.dictionary.forces(actor, { first: MOST_FORCES });
    const vocabulary = { measures, forces };
    const { figures, notRead } = new TextReader(vocabulary).read(text, preferring(content), { name, startsOn, endsOn });
    return { ...release, vocabulary, claims: figures.map((figure) => checked(figure, content)), notRead };
  }

  private async ofRelease(actor: Actor, phase: string): Promise<ComparedRelease> {
    const { release, embargo, isRecorded } = await this.reader.read(actor, phase, null);
    if (release === null) return { content: null, version: null, status: null, asAt: null, embargo, isRecorded };
    const { version, status, asAt } = release;
    return { content: status === 'WITHDRAWN' ? null : release, version, status, asAt, embargo, isRecorded };
  }

  private async ofDraft(actor: Actor, phase: string): Promise<ComparedRelease> {
    const found = hasPermission(actor, 'PUBLISH_RELEASE') ? await this.drafts.find(actor, phase) : null;
    if (found === null) {
      throw new CodedError(
        'FORBIDDEN',
        "Only the regional coordinator checks a text against a draft. Leave 'draft' out.",
      );
    }
    const { version, asAt } = found.content;
    return { content: found.content, version, status: null, asAt: new Date(asAt), embargo: null, isRecorded: false };
  }
}
