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
 * GraphiQL's files are run, and nothing else; what it sends goes to this service. Its fonts and icons stand in its style
 * sheet. One of its parts makes a style element while a dialog is open: for that the nonce.
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

/** GraphiQL, with examples and the demo's identities. Part of the demo only. It may what its tokens may at /graphql. */
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
    const page = this.templates.render('explorer.njk', explorerView(this.examples, callers, PATHS.explorer, nonce));
    asPage(response).set('Content-Security-Policy', policyWith(nonce)).send(page);
  }

  @Public()
  @All(ROUTES.explorer)
  otherMethod(@Res({ passthrough: true }) response: Response): never {
    throw methodNotAllowed(response, 'GET, HEAD');
  }
}
