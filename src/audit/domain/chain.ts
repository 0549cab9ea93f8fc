/** An entry as it is stored. Hashes are hexadecimal. */
export interface ChainEntry {
  readonly id: number;
  /** What its hash is made of: a JSON list that begins with the id. */
  readonly text: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** A place in the record: so many entries, and the hash of the last of them. */
export interface ChainMark {
  readonly count: number;
  readonly hash: string;
}

/** Where a record that is not as it was written is first known to differ. */
export interface ChainBreak {
  readonly entry: number;
  readonly kind: 'CHANGED' | 'REMOVED' | 'REORDERED' | 'ADDED' | 'HEAD_ALTERED' | 'REWRITTEN';
  /** What was found, for a person. */
  readonly found: string;
}

/** SHA-256 of a text's UTF-8, in hexadecimal. */
export type Digest = (text: string) => string;

/** What the first entry comes after. */
export const START: ChainMark = { count: 0, hash: '0'.repeat(64) };

/** What is known of the rest of the record when an entry does not follow. */
export interface Surroundings {
  /** Null: there is none. */
  readonly head: ChainMark | null;
  /** The id under which the entry that this one names as the one before stands now; null: nowhere. */
  readonly predecessor: number | null;
  /** The highest number that an entry may have been written under. */
  readonly longest: number;
}

/** Whether an entry is the one that was written next: its number, its link and its own hash. */
export function follows(before: ChainMark, entry: ChainEntry, head: ChainMark | null, digest: Digest): boolean {
  return (
    entry.id === before.count + 1 &&
    !sameMark(before, head) &&
    entry.previousHash === before.hash &&
    digest(entry.text) === entry.hash
  );
}

/** What is wrong with the first entry that does not follow. */
export function explainBreak(
  before: ChainMark,
  entry: ChainEntry,
  { head, predecessor, longest }: Surroundings,
  digest: Digest,
): ChainBreak {
  const { id } = entry;
  const next = before.count + 1;
  if (sameMark(before, head)) {
    return broken('ADDED', id, `it stands after the head of ${before.count}: it was added, or the head set back`);
  }
  if (id < next) {
    return broken('ADDED', id, id < 1 ? 'numbers begin at 1' : 'its number is there twice');
  }
  if (id > next) {
    return broken('REMOVED', next, `the next one that is there is entry ${id}`);
  }
  const writtenAs = numberWrittenUnder(entry, longest, digest);
  if (writtenAs === null) {
    return broken('CHANGED', id, 'what it says is not what its hash was made of');
  }
  const was = `what stands there was written as entry ${writtenAs}`;
  if (writtenAs > id) {
    return broken(predecessor === null ? 'REMOVED' : 'REORDERED', id, was);
  }
  if (writtenAs < id) {
    return writtenAs === id - 1 && predecessor === id - 2
      ? broken('ADDED', id - 1, `it was put before entry ${id}, which was written as entry ${writtenAs}`)
      : broken('ADDED', id, was);
  }
  return id === 1
    ? broken('CHANGED', 1, 'it names another start than that of a record')
    : broken('CHANGED', id - 1, `entry ${id} was written after another one, so this one's hash was made anew`);
}

/** Whether the record ends where the head says; null: it does. */
export function breakOfHead(last: ChainMark, head: ChainMark | null): ChainBreak | null {
  if (head === null) {
    return broken('HEAD_ALTERED', last.count, 'the head is not there, or not to be read');
  }
  if (sameMark(last, head)) {
    return null;
  }
  if (head.hash === last.hash || head.count < last.count) {
    return broken('HEAD_ALTERED', last.count, `the head counts ${head.count} entries, and there are ${last.count}`);
  }
  if (head.count > last.count) {
    return broken('REMOVED', last.count + 1, `the head counts ${head.count} entries, and there are ${last.count}`);
  }
  const found = 'the head has another hash than this last entry: the head was altered, or the entry made anew';
  return broken('HEAD_ALTERED', last.count, found);
}

/** Whether the record, read so far, is the one of which a head was noted down; null: as far as can be said, it is. */
export function breakOfNote(mark: ChainMark, noted: ChainMark | null): ChainBreak | null {
  if (mark.count !== noted?.count || mark.hash === noted.hash) {
    return null;
  }
  return broken(
    'REWRITTEN',
    noted.count,
    'its hash is not the one noted down: it, or entries before it, were made anew',
  );
}

/** Whether the record is as long as a head that was noted down says; null: it is, or longer. */
export function breakOfLength(last: ChainMark, noted: ChainMark | null): ChainBreak | null {
  return noted === null || last.count >= noted.count
    ? null
    : broken('REMOVED', last.count + 1, `${noted.count} entries were noted down, and there are ${last.count}`);
}

/** The number that the entry's hash was made with; null: with none that an entry may have had. */
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
