import { HttpException, HttpStatus, MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { CodedError } from '../../../common/errors.js';
import { GRAPHQL_PATH } from '../path.js';

/** The media types of a GraphQL answer, the preferred one first. */
export const GRAPHQL_MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];

/** Ten times more than any document of this project needs. */
const MOST_FRAGMENTS = 50;

/** The header without which Apollo answers no GET request, so that no other site can make a browser send it. */
const PREFLIGHT_HEADER = 'apollo-require-preflight';

/**
 * Refuses requests that are not to exactly the GraphQL path by a caller who accepts JSON. The driver would also serve
 * paths below it. They are a POST, whose query string is ignored, or a GET of a query with Apollo's preflight header,
 * whose answer can have an entity tag. The URL of a GET may be logged on its way, so callers must put no secrets in it.
 * Apollo checks Accept only after it has run the mutation.
 */
export const requireJsonRequest: RequestHandler = (request, response, next) => {
  response.set('Cache-Control', 'no-store');
  // The URL as sent, because the mount path also matches with a slash at the end.
  if (request.originalUrl.split('?', 1)[0] !== GRAPHQL_PATH) {
    next(new NotFoundException(`Nothing is served at this path. GraphQL is at ${GRAPHQL_PATH}.`));
  } else if (request.method !== 'POST' && !isPreflightedGet(request)) {
    response.set('Allow', 'GET, POST');
    next(
      new MethodNotAllowedException(
        `GraphQL requests must use POST, with a JSON body { query, variables }; or GET, with these in the URL and the header '${PREFLIGHT_HEADER}: true'.`,
      ),
    );
  } else if (request.accepts(GRAPHQL_MEDIA_TYPES) === false) {
    next(
      new HttpException(
        "The answer is JSON, which the request does not accept. Send 'Accept: application/json'.",
        HttpStatus.NOT_ACCEPTABLE,
      ),
    );
  } else next();
};

function isPreflightedGet({ method, query, headers }: Request): boolean {
  return method === 'GET' && typeof query['query'] === 'string' && headers[PREFLIGHT_HEADER] !== undefined;
}

/**
 * Refuses a document with very many fragments before graphql parses it: its rule about overlapping fields follows a
 * long ring of fragments until the stack overflows, which would look like a fault of the service. Counts the word
 * `fragment`, without parsing.
 */
export const requireFewFragments: RequestHandler = (request, _, next) => {
  const { query } = (request.method === 'GET' ? request.query : (request.body ?? {})) as { query?: unknown };
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
