import type { Example } from './examples.js';

/** Somebody whom a visitor may call as. */
export interface Caller {
  readonly name: string;
  readonly token: string;
}

export interface ExplorerView {
  readonly examples: readonly { readonly title: string; readonly path: string }[];
  readonly callers: readonly Caller[];
  /** What the script starts from, as JSON: GraphiQL's tabs, each with the `name` that links give it. */
  readonly tabs: string;
  /** Lets style sheets in that the script makes. */
  readonly nonce: string;
}

/** The page with the explorer: a tab for each example, as whoever may run it. */
export function explorerView(
  examples: readonly Example[],
  callers: readonly Caller[],
  pathOf: (example: string) => string,
  nonce: string,
): ExplorerView {
  const tabs = examples.map(({ name, query, variables, identity }) => ({
    name,
    query,
    variables: JSON.stringify(variables, null, 2),
    headers: JSON.stringify({ Authorization: `Bearer ${identity}` }, null, 2),
  }));
  return {
    examples: examples.map(({ name, title }) => ({ title, path: pathOf(name) })),
    callers,
    tabs: JSON.stringify(tabs),
    nonce,
  };
}
