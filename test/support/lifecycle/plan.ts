import type { Kind } from './documents.js';
import type { ModelVersion } from './model.js';
import type { Somebody } from './people.js';

/** A random step, whose outcome depends on the state in which it is taken. */
export interface Move {
  readonly kind: Kind;
  /** An index into PEOPLE. */
  readonly who: number;
  /** True: the `nth` of the steps that the model allows, in place of this kind and person. */
  readonly isChosen: boolean;
  /** True: tried by a person whose earlier step forbids it, if there is one. */
  readonly isSame: boolean;
  readonly nth: number;
  /** The version or revision that it names. */
  readonly aim: 'RIGHT' | 'OLD' | 'NEXT' | 'LEFT_OUT';
  /** The reason, question, answer, or acknowledgements: MORE has one for a warning that was never given. */
  readonly text: 'SOMETHING' | 'BLANK' | 'NOTHING' | 'MORE';
  readonly key: 'A' | 'B' | null;
  /** True: with a key that was sent before, and the same input. */
  readonly again: boolean;
  /** True: with dates outside the phase's, which gives a warning. */
  readonly isOutside: boolean;
  /** True: a withdrawal of the whole return. */
  readonly isWhole: boolean;
  /** True: with the way in which the region received it. */
  readonly isReceived: boolean;
}

/** The service's answer to a step that was taken. */
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

/** A step to take, and its expected outcome: an error, problems that block (by code), or a change. */
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
