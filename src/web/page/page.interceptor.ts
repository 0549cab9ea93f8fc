import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { asPage } from './page-answer.js';
import { Templates, type TemplateName, type TemplateViews } from './templates.js';

/** The metadata key under which a handler names its template. */
export const TEMPLATE = 'web:template';

/** Renders the handler's template with the view that the handler returns. */
@Injectable()
export class PageInterceptor implements NestInterceptor<TemplateViews[TemplateName], string> {
  constructor(
    private readonly reflector: Reflector,
    private readonly templates: Templates,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<TemplateViews[TemplateName]>): Observable<string> {
    const template = this.reflector.get<TemplateName>(TEMPLATE, context.getHandler());
    return next.handle().pipe(
      map((view) => {
        const page = this.templates.render(template, view);
        asPage(context.switchToHttp().getResponse<Response>());
        return page;
      }),
    );
  }
}
