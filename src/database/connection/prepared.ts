const MARK = /^\/\* prepared: (\S+) \*\/ /;

/**
 * A statement that every connection plans once and keeps: for those that cost more to plan than to run. Only for a text
 * that never changes, since what is prepared is never let go.
 *
 * @param name tells it from every other
 */
export function prepared(name: string, sql: string): string {
  return `/* prepared: ${name} */ ${sql}`;
}

/** The name that a statement is to be prepared under; null: it is not. */
export function preparedName(sql: string): string | null {
  return MARK.exec(sql)?.[1] ?? null;
}
