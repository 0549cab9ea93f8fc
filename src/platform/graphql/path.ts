/** Where GraphQL is served. */
export const GRAPHQL_PATH = '/graphql';

const GRAPHQL_URL = new RegExp(`^${GRAPHQL_PATH}([/?]|$)`);

/** Whether a request for this URL is one for GraphQL, or for a path below it, where nothing is: whoever asks there speaks GraphQL. */
export function isGraphqlPath(url: string): boolean {
  return GRAPHQL_URL.test(url);
}
