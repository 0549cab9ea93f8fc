import { HttpException, HttpStatus, MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { CodedError } from '../../../common/errors.js';
import { GRAPHQL_PATH } from '../path.js';

/** The media types of a GraphQL answer, the preferred one first. */
export const GRAPHQL_MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];

/** Ten times more than any document of this project needs. */
const MOST_FRAGMENTS = 50;

/**
 * Refuses requests that are not a POST to exactly the GraphQL path by a caller who accepts JSON. The driver would also
 * serve paths below it. A query string is ignored. A query in a URL (GET) would appear in every log on its way. Apollo
 * checks Accept only after it has run the mutation.
 */
export const requireJsonPost: RequestHandler = (request, response, next) => {
  response.set('Cache-Control', 'no-store');
  // The URL as sent, because the mount path also matches with a slash at the end.
  if (request.originalUrl.split('?', 1)[0] !== GRAPHQL_PATH) {
    next(new NotFoundException(`Nothing is served at this path. GraphQL is at ${GRAPHQL_PATH}.`));
  } else if (request.method !== 'POST') {
    response.set('Allow', 'POST');
    next(new MethodNotAllowedException('GraphQL requests must use POST, with a JSON body { query, variables }.'));
  } else if (request.accepts(GRAPHQL_MEDIA_TYPES) === false) {
    next(
      new HttpException(
        "The answer is JSON, which the request does not accept. Send 'Accept: application/json'.",
        HttpStatus.NOT_ACCEPTABLE,
      ),
    );
  } else next();
};

/**
 * Refuses a document with very many fragments before graphql parses it: its rule about overlapping fields follows a
 * long ring of fragments until the stack overflows, which would look like a fault of the service. Counts the word
 * `fragment`, without parsing.
 */
export const requireFewFragments: RequestHandler = (request, _, next) => {
  const { query } = (request.body ?? {}) as { query?: unknown };
  // Splits no further than needed, because a long text of nothing but this word would make very many pieces.
  const count = typeof query === 'string' ? query.split(/\bfragment\b/, MOST_FRAGMENTS + 2).length - 1 : 0;
  next(
    count > MOST_FRAGMENTS
      ? new CodedError(
          'QUERY_TOO_COMPLEX',
          `The query has more than ${MOST_FRAGMENTS} fragments. Split it into several queries.`,
        )
      : undefined,
  );
};
