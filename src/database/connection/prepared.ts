const MARK = /^\/\* prepared: (\S+) \*\/ /;

/**
 * Marks a statement to be prepared once on each connection, for statements whose planning costs more than running. Use
 * it only for a text that never changes, because prepared statements are never released.
 *
 * @param name a unique name
 */
export function prepared(name: string, sql: string): string {
  return `/* prepared: ${name} */ ${sql}`;
}

/** The name under which a statement is to be prepared; null if it is not. */
export function preparedName(sql: string): string | null {
  return MARK.exec(sql)?.[1] ?? null;
}
