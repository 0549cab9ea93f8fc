/** A stored entry. Hashes are hexadecimal. */
export interface ChainEntry {
  readonly id: number;
  /** The text from which its hash is computed: a JSON list that begins with the id. */
  readonly text: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** A place in the record: the number of entries up to there, and the hash of the last of them. */
export interface ChainMark {
  readonly count: number;
  readonly hash: string;
}

/** The first place where a record is found to differ from what was written. */
export interface ChainBreak {
  readonly entry: number;
  readonly kind: 'CHANGED' | 'REMOVED' | 'REORDERED' | 'ADDED' | 'HEAD_ALTERED' | 'REWRITTEN';
  /** What was found, as words for a message. */
  readonly found: string;
}

/** Computes the SHA-256 of a text in UTF-8, in hexadecimal. */
export type Digest = (text: string) => string;

/** The place before the first entry. */
export const START: ChainMark = { count: 0, hash: '0'.repeat(64) };

/** What is known of the rest of the record when an entry does not fit. */
export interface Surroundings {
  /** Null if there is none. */
  readonly head: ChainMark | null;
  /** The present id of the entry to whose hash this one refers; null if there is no such entry. */
  readonly predecessor: number | null;
  /** The highest number that an entry may have had when it was written. */
  readonly longest: number;
}

/** Whether an entry is the one that was written next, by its number, its link and its own hash. */
export function follows(before: ChainMark, entry: ChainEntry, head: ChainMark | null, digest: Digest): boolean {
  return (
    entry.id === before.count + 1 &&
    !sameMark(before, head) &&
    entry.previousHash === before.hash &&
    digest(entry.text) === entry.hash
  );
}

/** Explains what is wrong with the first entry that does not fit. */
export function explainBreak(
  before: ChainMark,
  entry: ChainEntry,
  { head, predecessor, longest }: Surroundings,
  digest: Digest,
): ChainBreak {
  const { id } = entry;
  const next = before.count + 1;
  if (sameMark(before, head)) {
    return broken(
      'ADDED',
      id,
      `it comes after the head, which counts ${before.count} entries. Either the entry was added, or the head was set back`,
    );
  }
  if (id < next) {
    return broken('ADDED', id, id < 1 ? 'numbers begin at 1' : 'its number occurs twice');
  }
  if (id > next) {
    return broken('REMOVED', next, `the next entry found is ${id}`);
  }
  const writtenAs = numberWrittenUnder(entry, longest, digest);
  if (writtenAs === null) {
    return broken('CHANGED', id, 'its content does not match its hash');
  }
  const was = `the entry found there was written as entry ${writtenAs}`;
  if (writtenAs > id) {
    return broken(predecessor === null ? 'REMOVED' : 'REORDERED', id, was);
  }
  if (writtenAs < id) {
    return writtenAs === id - 1 && predecessor === id - 2
      ? broken('ADDED', id - 1, `it was inserted before entry ${id}, which was written as entry ${writtenAs}`)
      : broken('ADDED', id, was);
  }
  return id === 1
    ? broken('CHANGED', 1, 'it does not refer to the start of the record')
    : broken('CHANGED', id - 1, `entry ${id} refers to another hash, so the hash of entry ${id - 1} was recomputed`);
}

/** The break at the end of the record; null if it ends where the head says. */
export function breakOfHead(last: ChainMark, head: ChainMark | null): ChainBreak | null {
  if (head === null) {
    return broken('HEAD_ALTERED', last.count, 'the head is missing or cannot be read');
  }
  if (sameMark(last, head)) {
    return null;
  }
  if (head.hash === last.hash || head.count < last.count) {
    return broken('HEAD_ALTERED', last.count, `the head counts ${head.count} entries, but there are ${last.count}`);
  }
  if (head.count > last.count) {
    return broken('REMOVED', last.count + 1, `the head counts ${head.count} entries, but there are ${last.count}`);
  }
  const found =
    'the hash of the head differs from that of this last entry: the head was altered, or the entry was rewritten';
  return broken('HEAD_ALTERED', last.count, found);
}

/** The break if the record, read so far, contradicts the head that was noted down; null if it does not. */
export function breakOfNote(mark: ChainMark, noted: ChainMark | null): ChainBreak | null {
  if (mark.count !== noted?.count || mark.hash === noted.hash) {
    return null;
  }
  return broken(
    'REWRITTEN',
    noted.count,
    'its hash is not the one noted down. This entry, or entries before it, were rewritten',
  );
}

/** The break if the record is shorter than the head that was noted down; null if it is not. */
export function breakOfLength(last: ChainMark, noted: ChainMark | null): ChainBreak | null {
  return noted === null || last.count >= noted.count
    ? null
    : broken(
        'REMOVED',
        last.count + 1,
        `the head noted down counts ${noted.count} entries, but there are ${last.count}`,
      );
}

/** The number with which the entry's hash was computed; null if with none that an entry may have had. */
function numberWrittenUnder({ id, text, hash }: ChainEntry, longest: number, digest: Digest): number | null {
  if (digest(text) === hash) {
    return id;
  }
  const rest = text.slice(text.indexOf(','));
  for (let number = 1; number <= longest; number += 1) {
    if (digest(`[${number}${rest}`) === hash) return number;
  }
  return null;
}

function sameMark(one: ChainMark, other: ChainMark | null): boolean {
  return one.count === other?.count && one.hash === other.hash;
}

function broken(kind: ChainBreak['kind'], entry: number, found: string): ChainBreak {
  return { entry, kind, found };
}
