/**
 * SQL: whether a text contains every word, ignoring case in every alphabet, whatever the locale of the database. `%`
 * and `_` are ordinary characters. Without words: true.
 *
 * @param text SQL expression for a text that is not null
 * @param words SQL expression for a text[]
 */
export function holdsWords(text: string, words: string): string {
  return `NOT EXISTS (SELECT FROM unnest(${words}) word
    WHERE strpos(lower(${text} COLLATE "und-x-icu"), lower(word COLLATE "und-x-icu")) = 0)`;
}

/** The words of a search text, separated by spaces; null: no words. */
export function wordsOf(search: string | null): string[] {
  return search?.split(/\s+/u).filter((word) => word !== '') ?? [];
}
