/**
 * SQL: whether a text contains every word, ignoring case in every alphabet and how accents are written, whatever the
 * locale of the database. `%` and `_` are ordinary characters. Without words: true.
 *
 * @param text SQL expression for a text that is not null
 * @param words SQL expression for a text[]
 */
export function holdsWords(text: string, words: string): string {
  return `NOT EXISTS (SELECT FROM unnest(${words}) word
    WHERE strpos(lower(normalize(${text}) COLLATE "und-x-icu"), lower(normalize(word) COLLATE "und-x-icu")) = 0)`;
}

/** SQL: a name in the one form that names get where they enter (`plainName`); stored ones may be from before that. */
export function plainNameOf(name: string): string {
  return `btrim(regexp_replace(normalize(${name}) COLLATE "und-x-icu", '\\s+', ' ', 'g'))`;
}

/** The words of a search text, separated by spaces; null: no words. */
export function wordsOf(search: string | null): string[] {
  return search?.split(/\s+/u).filter((word) => word !== '') ?? [];
}
