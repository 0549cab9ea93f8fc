import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';

/**
 * Apollo answers 200 to a persisted query that it does not take; what was not executed is 400 here, without exception.
 * What came to nothing since the service could not do it just now is 503, as it is to whoever stands in front of it.
 */
export const refusalStatus: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response: { http, body } }) => {
        if (body.kind !== 'single') return Promise.resolve();
        const { data, errors = [] } = body.singleResult;
        if (data !== undefined) http.status = isNothing(data) && errors.some(isUnavailable) ? 503 : 200;
        else if ((http.status ?? 200) < 400) http.status = 400;
        return Promise.resolve();
      },
    }),
};

/** True where no field of the operation has a value. */
function isNothing(data: Readonly<Record<string, unknown>> | null): boolean {
  return data === null || Object.values(data).every((value) => value === null);
}

function isUnavailable({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.['code'] === 'SERVICE_UNAVAILABLE';
}
