import { Catch, Inject, Optional, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { GqlContextType } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import { isGraphqlPath } from '../graphql/path.js';
import { ErrorPages } from './error-pages.js';
import { ErrorReporter } from './error-reporter.js';
import type { PublicError } from './public-error.js';

/**
 * Answers exceptions that reach Nest. On plain HTTP paths the answer is `{ code, message, details?, errorId? }`; for a
 * browser it is a page, if there are pages. On the GraphQL path, where Apollo has not seen the request, it is a GraphQL
 * answer. Exceptions of resolvers are left to Apollo's `formatError`.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly reporter: ErrorReporter,
    @Optional() @Inject(ErrorPages) private readonly pages: ErrorPages | undefined,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): unknown {
    // graphql-js takes a returned Error as thrown.
    if (host.getType<GqlContextType>() === 'graphql')
      return exception instanceof Error ? exception : new Error('A value that is not an Error was thrown');
    const http = host.switchToHttp();
    this.answer(http.getRequest<Request>(), http.getResponse<Response>(), exception);
    return undefined;
  }

  /** Answers with the exception as the caller may see it. */
  answer(request: Request, response: Response, exception: unknown): void {
    const error = this.reporter.report(exception);
    if (error.code === 'UNAUTHENTICATED' && !response.headersSent) response.set('WWW-Authenticate', 'Bearer');
    if (response.headersSent || !this.answerWithPage(request, response, error)) send(request, response, error);
  }

  /** Answers with a page. @returns false if the caller does not want one, or there are no pages */
  private answerWithPage(request: Request, response: Response, error: PublicError): boolean {
    if (this.pages === undefined || isGraphqlPath(request.originalUrl)) return false;
    response.vary('Accept');
    if (request.accepts(['json', 'html']) !== 'html') return false;
    try {
      this.pages.answer(response, error);
      return true;
    } catch (fault) {
      // The page failed: the caller gets the first error as data.
      this.reporter.report(fault);
      return false;
    }
  }
}

function send(request: Request, response: Response, error: PublicError): void {
  if (response.headersSent) {
    // Part of an answer has been sent, so the connection is cut: the caller must see that the answer is incomplete.
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
