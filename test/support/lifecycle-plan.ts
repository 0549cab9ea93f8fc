import type { Kind } from './lifecycle-documents.js';
import type { ModelVersion } from './lifecycle-model.js';
import type { Somebody } from './lifecycle-people.js';

/** A step as it was drawn: what it comes to depends on what stands when it is taken. */
export interface Move {
  readonly kind: Kind;
  /** A place in PEOPLE. */
  readonly who: number;
  /** True: not this kind and person, but the `nth` of those that the model lets through. */
  readonly isChosen: boolean;
  /** True: where somebody has taken an earlier step that keeps them from a later one, they try that. */
  readonly isSame: boolean;
  readonly nth: number;
  /** The version or revision that it names. */
  readonly aim: 'RIGHT' | 'OLD' | 'NEXT' | 'LEFT_OUT';
  /** The reason, question, answer, or acknowledgements: MORE has one for what was never warned of. */
  readonly says: 'SOMETHING' | 'BLANK' | 'NOTHING' | 'MORE';
  readonly key: 'A' | 'B' | null;
  /** True: with a key that was sent before, the same input again. */
  readonly again: boolean;
  /** True: with dates of its own outside the phase's, which is warned of. */
  readonly isOutside: boolean;
  /** True: a withdrawal takes every version with it. */
  readonly isWhole: boolean;
  /** True: with how the region had it. */
  readonly isReceived: boolean;
}

/** What the service tells of a step that was taken. */
export interface Done {
  readonly return?: {
    readonly version: number;
    readonly status: string;
    readonly openQueries: number;
    readonly queries: readonly { readonly id: string; readonly question: string }[];
  };
  readonly warnings?: ModelVersion['warnings'];
  readonly draft?: { readonly revision: number };
}

/** A step about to be taken, and what is to come of it: an error, problems that block (by code), or a change. */
export interface Plan {
  readonly kind: Kind;
  readonly who: Somebody;
  readonly variables: object;
  readonly expected:
    | { readonly error: string }
    | { readonly problems: readonly string[] }
    /** Changes the model; gives the version that is told, null: none is. `isAgain`: it was told before. */
    | { readonly change: (done: Done) => ModelVersion | null; readonly isAgain?: true };
}
