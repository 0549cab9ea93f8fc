import type { Example } from './examples.js';

/** A demo identity that a visitor can use. */
export interface Caller {
  readonly name: string;
  readonly token: string;
}

export interface ExplorerView {
  readonly examples: readonly { readonly title: string; readonly path: string }[];
  readonly callers: readonly Caller[];
  /** GraphiQL's initial tabs, as JSON for the script; each has the `name` that is used in links. */
  readonly tabs: string;
  /** Allows the style sheets that the script makes. */
  readonly nonce: string;
}

/** The view of the explorer: a tab for each example, with the token of an identity that may run it. */
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
