/**
 * SQL: a text in lower case in every alphabet, whatever the locale of the database, without accents, and with plain
 * hyphens.
 */
const plain = (text: string): string =>
  `regexp_replace(regexp_replace(lower(normalize(${text}, NFKD) COLLATE "und-x-icu"),
    '[\\u0300-\\u036f]', '', 'g'), '[\\u2010-\\u2015\\u2212]', '-', 'g')`;

/**
 * SQL: whether a text contains every word, ignoring case, accents and kinds of dashes, in each form in which
 * Unicode can write it. `%` and `_` are ordinary characters. Without words: true.
 *
 * @param text SQL expression for a text that is not null
 * @param words SQL expression for a text[]
 */
export function holdsWords(text: string, words: string): string {
  return `NOT EXISTS (SELECT FROM unnest(${words}) word
    WHERE strpos(${plain(text)}, ${plain('word')}) = 0)`;
}

/** SQL: a name in the one form that names get where they enter (`plainName`); stored ones may be from before that. */
export function plainNameOf(name: string): string {
  return `btrim(regexp_replace(normalize(${name}) COLLATE "und-x-icu", '\\s+', ' ', 'g'))`;
}

/** The words of a search text, separated by spaces; null: no words. */
export function wordsOf(search: string | null): string[] {
  return search?.split(/\s+/u).filter((word) => word !== '') ?? [];
}
