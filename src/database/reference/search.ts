/**
 * SQL: whether each of the words is somewhere in the text, upper and lower case alike in every alphabet, whatever the
 * database's own locale. No pattern: `%` and `_` are characters as any other. No words: true.
 *
 * @param text SQL of a text that is not null
 * @param words SQL of a text[]
 */
export function holdsWords(text: string, words: string): string {
  return `NOT EXISTS (SELECT FROM unnest(${words}) word
    WHERE strpos(lower(${text} COLLATE "und-x-icu"), lower(word COLLATE "und-x-icu")) = 0)`;
}

/** The words of what somebody searches for, parted by blanks; null: none. */
export function wordsOf(search: string | null): string[] {
  return search?.split(/\s+/u).filter((word) => word !== '') ?? [];
}
