import type { IncomingMessage } from 'node:http';

/** How long a caller may continue to send after the answer, in milliseconds. */
const LONGEST_MS = 2_000;

/** How much of it is read, in bytes: twice the default limit of a body. */
const MOST_BYTES = 2 * 1024 ** 2;

/** The cost of a piece in addition to its bytes, in bytes, because a body may arrive in pieces of one byte. */
const BYTES_A_PIECE = 512;

/** The most bodies read at the same time, so that other requests are served in between. */
const MOST_AT_ONCE = 2;

/** The most bodies that wait; if there are more, the one that has waited longest is closed. */
const MOST_WAITING = 256;

/** A request whose body is to be discarded. */
interface Unread {
  readonly start: () => void;
  readonly finish: () => void;
}

/** Reads and discards what callers still send after their answer: a few bodies at a time, for a short time. */
export class UnreadBodies {
  private readonly waiting = new Set<Unread>();
  private readonly reading = new Set<Unread>();

  /** @param done called when the body has ended, the caller has gone, or a limit is reached */
  discard(request: IncomingMessage, done: () => unknown): void {
    let left = MOST_BYTES;
    const read = ({ length }: Buffer): void => {
      left -= length + BYTES_A_PIECE;
      if (left < 0) unread.finish();
    };
    const unread: Unread = {
      start: () => {
        request.on('data', read).resume();
      },
      finish: () => {
        clearTimeout(timer);
        request.off('data', read).off('end', unread.finish).off('close', unread.finish);
        this.remove(unread);
        done();
      },
    };
    const timer = setTimeout(unread.finish, LONGEST_MS);
    request.once('end', unread.finish).once('close', unread.finish);
    this.add(unread);
  }

  private add(unread: Unread): void {
    this.waiting.add(unread);
    const [first] = this.waiting;
    if (this.waiting.size > MOST_WAITING) first?.finish();
    this.startNext();
  }

  private remove(unread: Unread): void {
    this.waiting.delete(unread);
    if (this.reading.delete(unread)) this.startNext();
  }

  private startNext(): void {
    const [next] = this.waiting;
    if (next === undefined || this.reading.size >= MOST_AT_ONCE) return;
    this.waiting.delete(next);
    this.reading.add(next);
    next.start();
  }
}
