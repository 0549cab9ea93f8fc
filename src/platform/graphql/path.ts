/** Where GraphQL is served. */
export const GRAPHQL_PATH = '/graphql';

const GRAPHQL_URL = new RegExp(`^${GRAPHQL_PATH}([/?]|$)`);

/** Whether a URL is the GraphQL path or below it. Below it nothing is served, but the error is a GraphQL answer too. */
export function isGraphqlPath(url: string): boolean {
  return GRAPHQL_URL.test(url);
}
