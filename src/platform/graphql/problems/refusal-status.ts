import type { ApolloServerPlugin } from '@apollo/server';

/** Apollo answers 200 to a persisted query that it does not take; what was not executed is 400 here, without exception. */
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
