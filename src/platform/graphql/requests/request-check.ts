import { HttpException, HttpStatus, MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { CodedError } from '../../../common/errors.js';
import { GRAPHQL_PATH } from '../path.js';

/** The forms in which a GraphQL answer can be had, the preferred one first. */
export const GRAPHQL_MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];

/** No document of ours needs a tenth of it. */
const MOST_FRAGMENTS = 50;

/**
 * GraphQL is at its path, to the letter, and at none below it, which the driver would take for the same; a query string
 * is no part of the path, and nobody reads it. It comes by POST (a query in a URL would stand in every log on its way),
 * from callers who take JSON: Apollo would look at Accept only after it has run the mutation.
 */
export const requireJsonPost: RequestHandler = (request, response, next) => {
  response.set('Cache-Control', 'no-store');
  // As it was sent: what this is mounted on takes a slash at the end for the same.
  if (request.originalUrl.split('?', 1)[0] !== GRAPHQL_PATH) {
    next(new NotFoundException(`There is nothing here. GraphQL is at ${GRAPHQL_PATH}.`));
  } else if (request.method !== 'POST') {
    response.set('Allow', 'POST');
    next(new MethodNotAllowedException('GraphQL is asked by POST, with a JSON body { query, variables }.'));
  } else if (request.accepts(GRAPHQL_MEDIA_TYPES) === false) {
    next(new HttpException('The answer is JSON: accept application/json.', HttpStatus.NOT_ACCEPTABLE));
  } else next();
};

/**
 * Refuses a document with very many fragments before graphql sees it: its own rule about overlapping fields follows a
 * long ring of them until the stack overflows, which would pass for a fault of the service. The word is counted, not
 * parsed.
 */
export const requireFewFragments: RequestHandler = (request, _, next) => {
  const { query } = (request.body ?? {}) as { query?: unknown };
  // No further than it must: of a long text that is nothing else, each would be a piece.
  const count = typeof query === 'string' ? query.split(/\bfragment\b/, MOST_FRAGMENTS + 2).length - 1 : 0;
  next(
    count > MOST_FRAGMENTS
      ? new CodedError(
          'QUERY_TOO_COMPLEX',
          `The query has more than ${MOST_FRAGMENTS} fragments. Split it into several.`,
        )
      : undefined,
  );
};
