import type { GraphQLSchema } from 'graphql';
import { glossaryOf } from './glossary.js';

export interface GlossaryView {
  readonly title: string;
  readonly entries: readonly {
    readonly word: string;
    /** The end of the address of the entry. */
    readonly anchor: string;
    readonly meaning: string;
    /** Its name in the API; null: the API has no such name. */
    readonly of: string | null;
  }[];
}

/** The view of the page: the words by the alphabet, each with an address of its own. */
export function glossaryView(schema: GraphQLSchema): GlossaryView {
  const entries = glossaryOf(schema).map((entry) => ({ ...entry, anchor: entry.word.replaceAll(/[^a-z]+/g, '-') }));
  return { title: 'What the words mean', entries: entries.sort((one, other) => (one.word < other.word ? -1 : 1)) };
}
