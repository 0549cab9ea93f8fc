import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import { isGraphqlPath } from '../graphql/path.js';
import { ErrorReporter } from './error-reporter.js';
import type { PublicError } from './public-error.js';

/**
 * Answers what reaches Nest's exception layer. Plain HTTP: `{ code, message, details?, errorId? }`. On the GraphQL path
 * (a body that could not be read, before Apollo saw it): a GraphQL body. Of a resolver: left to Apollo's `formatError`.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly reporter: ErrorReporter) {}

  catch(exception: unknown, host: ArgumentsHost): unknown {
    // graphql-js takes a returned Error as thrown.
    if (host.getType<GqlContextType>() === 'graphql')
      return exception instanceof Error ? exception : new Error('Something else than an Error was thrown');
    const http = host.switchToHttp();
    this.answer(http.getRequest<Request>(), http.getResponse<Response>(), exception);
    return undefined;
  }

  /** Answers with what may be told of the exception. */
  answer(request: Request, response: Response, exception: unknown): void {
    send(request, response, this.reporter.report(exception));
  }
}

function send(request: Request, response: Response, error: PublicError): void {
  if (response.headersSent) {
    // Half an answer cannot be taken back: the caller must see that it broke off.
    response.destroy();
    return;
  }
  const { status, code, message, ...more } = error;
  response.status(status).set('Cache-Control', 'no-store');
  response.json(
    isGraphqlPath(request.originalUrl)
      ? { errors: [{ message, extensions: { code, ...more } }] }
      : { code, message, ...more },
  );
}
