import type { ApolloServerPlugin } from '@apollo/server';
import { BadRequestException } from '@nestjs/common';
import { parseJson } from '../../http/body/parse-json.js';
import { badRequest } from '../scalars/bad-input.js';

/** Reads the variables in the URL of a GET request as those in a body, because Apollo would round their numbers. */
export const exactUrlVariables: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ request }) => {
        const { method, search } = request.http ?? {};
        const text = method === 'GET' ? new URLSearchParams(search).get('variables') : null;
        if (text !== null) request.variables = parsed(text);
        return Promise.resolve();
      },
    }),
};

/** @param text JSON of an object, which Apollo has checked */
function parsed(text: string): Record<string, unknown> {
  try {
    return parseJson(text, "The parameter 'variables'") as Record<string, unknown>;
  } catch (error) {
    throw error instanceof BadRequestException ? badRequest(error.message) : error;
  }
}
