import type { ApolloServerPlugin } from '@apollo/server';

/** Sets the status 400 for every request that was not executed; Apollo answers 200 to a refused persisted query. */
export const refusalStatus: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response: { http, body } }) => {
        const executed = body.kind !== 'single' || body.singleResult.data !== undefined;
        if (!executed && (http.status ?? 200) < 400) http.status = 400;
        return Promise.resolve();
      },
    }),
};
