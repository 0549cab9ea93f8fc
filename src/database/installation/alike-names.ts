import type { DataSource } from 'typeorm';
import { visibleName } from '../../common/plain-text.js';

interface Named {
  readonly kind: string;
  readonly code: string;
  readonly name: string;
}

/** The most sentences. */
const MOST_SENTENCES = 50;

/**
 * Names that nobody can tell apart, although they are written with different characters: a sentence each. Today a name
 * gets one form where it enters (`plainName`), but older ones keep the form in which they were sent, and are not merged.
 */
export async function alikeNames(source: DataSource): Promise<string[]> {
  const named = await source.query<Named[]>(
    `SELECT 'operations' AS kind, code, name FROM operations
     UNION ALL SELECT 'forces', code, name FROM forces
     UNION ALL SELECT 'measures', measure, any_name FROM measure_versions, unnest(also_known_as || name) any_name
     UNION ALL SELECT 'phases of ' || operation, code, name FROM phases WHERE status <> 'DISCARDED'
     ORDER BY 1, 2, 3`,
  );
  const groups = new Map<string, Named[]>();
  for (const one of named) {
    const key = `${one.kind}\n${visibleName(one.name)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter(areAlike).slice(0, MOST_SENTENCES).map(describe);
}

function areAlike(named: readonly Named[]): boolean {
  return new Set(named.map(({ code }) => code)).size > 1 && new Set(named.map(({ name }) => name)).size > 1;
}

function describe(named: readonly Named[]): string {
  const codes = [...new Set(named.map(({ code }) => code))];
  const [{ kind, name } = { kind: '', name: '' }] = named;
  return `The ${kind} ${new Intl.ListFormat('en-GB').format(codes)} have names that look the same, "${name}", written with different characters. They stay as they are, and a search finds each of them.`;
}
