import { HttpException, HttpStatus, MethodNotAllowedException } from '@nestjs/common';
import type { RequestHandler } from 'express';

/**
 * GraphQL comes by POST (a query in a URL would stand in every log on its way), from callers who take JSON: Apollo
 * would look at Accept only after it has run the mutation.
 */
export const requireJsonPost: RequestHandler = (request, response, next) => {
  if (request.method !== 'POST') {
    response.set('Allow', 'POST');
    next(new MethodNotAllowedException('GraphQL is asked by POST, with a JSON body { query, variables }.'));
  } else if (request.accepts(['application/json', 'application/graphql-response+json']) === false) {
    next(new HttpException('The answer is JSON: accept application/json.', HttpStatus.NOT_ACCEPTABLE));
  } else next();
};
