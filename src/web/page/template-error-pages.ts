import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { ErrorPages, type PublicError } from '../../platform/index.js';
import { errorView } from './error.presenter.js';
import { asPage } from './page-answer.js';
import { Templates } from './templates.js';

/** Shows errors as pages, in the same layout as the others. */
@Injectable()
export class TemplateErrorPages extends ErrorPages {
  constructor(private readonly templates: Templates) {
    super();
  }

  answer(response: Response, error: PublicError): void {
    const page = this.templates.render('page/error.njk', errorView(error));
    asPage(response.status(error.status)).send(page);
  }
}
