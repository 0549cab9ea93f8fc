/** Where GraphQL is served. */
export const GRAPHQL_PATH = '/graphql';

const GRAPHQL_URL = new RegExp(`^${GRAPHQL_PATH}([/?]|$)`, 'i');

/** Whether a request for this URL is one for GraphQL, as Express matches a mounted path. */
export function isGraphqlPath(url: string): boolean {
  return GRAPHQL_URL.test(url);
}
