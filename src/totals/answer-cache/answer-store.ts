import { LRUCache } from 'lru-cache';

/** How the answer to a GET request may be stored by its caller. */
export interface Validators {
  readonly etag: string;
  readonly cacheControl: string;
}

/** What the answers to a request are about, whoever sends it. */
export interface Subject {
  readonly phase: string;
  /** True: they also depend on who the caller is, not only on their roles and forces. */
  readonly isPersonal: boolean;
}

/** A stored answer, as it was sent. */
export interface StoredAnswer {
  readonly body: Buffer;
  /** The headers that say what the body is, by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: of an answer to a POST request. */
  readonly validators: Validators | null;
  readonly phase: string;
  /** The phase's data stamp when it was answered. While the stamp is the same, the answer would be the same bytes. */
  readonly stamp: string;
  /** When work on it began, as a number in the sequence of all requests. */
  readonly beganAs: number;
}

/** The largest number of answers, and of requests with a known phase, whatever their size. */
const MOST_ANSWERS = 5_000;
const MOST_QUESTIONS = 20_000;
/** The memory of an entry besides its body, in bytes; a generous estimate. */
const ENTRY_BYTES = 1_000;

/** Stores answers. The least recently used are deleted when there are too many. */
export class AnswerStore {
  private readonly answers: LRUCache<string, StoredAnswer>;
  /** What the answer to each request is about, known once the request was answered. */
  private readonly subjects = new LRUCache<string, Subject>({ max: MOST_QUESTIONS });

  /** @param maxBytes the memory of all answers together */
  constructor(maxBytes: number) {
    this.answers = new LRUCache({
      max: MOST_ANSWERS,
      maxSize: maxBytes,
      sizeCalculation: ({ body }) => body.length + ENTRY_BYTES,
    });
  }

  /** The memory of all stored answers, in bytes. */
  get bytes(): number {
    return this.answers.calculatedSize;
  }

  /** The number of stored answers. */
  get size(): number {
    return this.answers.size;
  }

  /** What the answer to a request is about; undefined: the request has not been answered yet. */
  subjectOf(question: string): Subject | undefined {
    return this.subjects.get(question);
  }

  find(question: string, viewer: string): StoredAnswer | undefined {
    return this.answers.get(keyOf(question, viewer));
  }

  /** @param isPersonal true: `viewer` is one person */
  keep(question: string, viewer: string, isPersonal: boolean, answer: StoredAnswer): void {
    const key = keyOf(question, viewer);
    this.answers.set(key, answer);
    // An answer that is too large is not stored, so nobody must wait for it.
    if (this.answers.has(key)) this.subjects.set(question, { phase: answer.phase, isPersonal });
  }

  /** Deletes the answers about a phase, which are out of date. */
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
