import { LRUCache } from 'lru-cache';

/** An answer as it was sent. */
export interface StoredAnswer {
  readonly body: Buffer;
  readonly contentType: string;
  readonly phase: string;
  /** What it rests on: as long as the phase's data stamp is this, it would be answered again byte for byte. */
  readonly stamp: string;
  /** When work on it began, as a place among all questions. */
  readonly beganAs: number;
}

/** Most answers, and most questions that are known, whatever their size. */
const MOST_ANSWERS = 5_000;
const MOST_QUESTIONS = 20_000;
/** What an entry takes beside its body, in bytes; generously. */
const ENTRY_BYTES = 1_000;

/** The answers that are kept, the least recently used of them let go when there are too many. */
export class AnswerStore {
  private readonly answers: LRUCache<string, StoredAnswer>;
  /** Which phase a question is about: known once it was answered. */
  private readonly phases = new LRUCache<string, string>({ max: MOST_QUESTIONS });

  /** @param maxBytes of all answers together */
  constructor(maxBytes: number) {
    this.answers = new LRUCache({
      max: MOST_ANSWERS,
      maxSize: maxBytes,
      sizeCalculation: ({ body }) => body.length + ENTRY_BYTES,
    });
  }

  /** What is kept, in bytes. */
  get bytes(): number {
    return this.answers.calculatedSize;
  }

  /** How many answers are kept. */
  get size(): number {
    return this.answers.size;
  }

  /** The phase that a question is about; undefined: it has not been answered yet. */
  phaseOf(question: string): string | undefined {
    return this.phases.get(question);
  }

  find(question: string, viewer: string): StoredAnswer | undefined {
    return this.answers.get(keyOf(question, viewer));
  }

  keep(question: string, viewer: string, answer: StoredAnswer): void {
    const key = keyOf(question, viewer);
    this.answers.set(key, answer);
    // One that is too large is not kept, and nobody is to wait for it.
    if (this.answers.has(key)) this.phases.set(question, answer.phase);
  }

  /** Lets go of what is out of date: the answers about this phase. */
  forget(phase: string): void {
    for (const [key, answer] of this.answers.entries()) {
      if (answer.phase === phase) this.answers.delete(key);
    }
  }

  forgetAll(): void {
    this.answers.clear();
  }
}

const keyOf = (question: string, viewer: string): string => `${question} ${viewer}`;
