import { stripIgnoredCharacters } from 'graphql';
import { GRAPHQL_PATH } from '../../platform/index.js';
import { readExample } from '../explorer/examples.js';
import { PATHS } from '../paths.js';

/** A GraphQL query, in the forms in which people send it. */
export interface PhaseQuery {
  readonly query: string;
  /** JSON. */
  readonly variables: string;
  /** A command that sends it, on the computer on which the demo runs. */
  readonly command: string;
  /** The page that runs it. */
  readonly explorer: string;
}

/** The example that reads everything on the page of a phase. */
const EXAMPLE = readExample('phase-totals');

/** The query that gives the totals of a phase as its page shows them. */
export function phaseQuery(phase: string, origin: string): PhaseQuery {
  const { name, query, identity } = EXAMPLE;
  const variables = { phase };
  const body = JSON.stringify({ query: stripIgnoredCharacters(query), variables });
  return {
    query,
    variables: JSON.stringify(variables, null, 2),
    command: [
      `curl -s ${origin}${GRAPHQL_PATH}`,
      `-H 'content-type: application/json'`,
      `-H 'authorization: Bearer ${identity}'`,
      `-d '${body}'`,
    ].join(' \\\n  '),
    explorer: PATHS.explorer(name, phase),
  };
}
