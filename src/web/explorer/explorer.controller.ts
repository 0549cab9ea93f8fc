import { randomBytes } from 'node:crypto';
import { All, Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { IdentitiesService } from '../../access/index.js';
import { methodNotAllowed, Public } from '../../platform/index.js';
import { asPage } from '../page/page-answer.js';
import { Templates } from '../page/templates.js';
import { PATHS, ROUTES } from '../paths.js';
import { readExamples } from './examples.js';
import { explorerView } from './explorer.presenter.js';

/**
 * The Content-Security-Policy of the explorer. It allows GraphiQL's own files and requests to this service only. The
 * fonts and icons of GraphiQL are inside its style sheet (data:). The nonce is for a style element that one of its
 * parts makes while a dialog is open.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    'font-src data:',
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join(';');

/** GraphiQL with examples and the demo's identities. Served in demo mode only. It can do what its tokens allow. */
@Controller()
export class ExplorerController {
  private readonly examples = readExamples();

  constructor(
    private readonly identities: IdentitiesService,
    private readonly templates: Templates,
  ) {}

  @Public()
  @Get(ROUTES.explorer)
  async explorer(@Res() response: Response): Promise<void> {
    // In the demo an identity's id is its token.
    const callers = (await this.identities.named()).map(({ id, name }) => ({ name, token: id }));
    const nonce = randomBytes(16).toString('base64');
    const page = this.templates.render(
      'explorer/explorer.njk',
      explorerView(this.examples, callers, (example) => PATHS.explorer(example), nonce),
    );
    asPage(response).set('Content-Security-Policy', policyWith(nonce)).send(page);
  }

  @Public()
  @All(ROUTES.explorer)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
