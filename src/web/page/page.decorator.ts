import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { PageInterceptor, TEMPLATE } from './page.interceptor.js';
import type { TemplateName, TemplateViews } from './templates.js';

/** The handler answers with a page: this template, rendered with the view that the handler returns. */
export function Page<T extends TemplateName>(template: T) {
  const decorate = applyDecorators(SetMetadata(TEMPLATE, template), UseInterceptors(PageInterceptor));
  return <H extends (...args: never[]) => TemplateViews[T] | Promise<TemplateViews[T]>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<H>,
  ): void => {
    decorate(target, key, descriptor);
  };
}
