import type { PublicError } from '../../platform/index.js';

export interface ErrorView {
  readonly title: string;
  readonly message: string;
  /** The id under which the error is logged; null if it is not logged. */
  readonly errorId: string | null;
}

const TITLES: Readonly<Partial<Record<PublicError['code'], string>>> = {
  NOT_FOUND: 'Page not found',
  SERVICE_UNAVAILABLE: 'Sorry, the service is unavailable',
  INTERNAL_ERROR: 'Sorry, there is a problem with the service',
};

/** What the framework says of an address that leads nowhere. */
const NO_ROUTE = /^Cannot [A-Z]+ /;

/** What an error says to callers of the API. */
const LISTED_BY_QUERY = /The query '\w+' lists the codes\.$/;

/** The view of an error page: what happened, and what to do. */
export function errorView({ code, message, errorId }: PublicError): ErrorView {
  return {
    title: TITLES[code] ?? 'This request cannot be answered',
    message: NO_ROUTE.test(message)
      ? 'There is no page at this address. Check it, or start from the home page.'
      : message.replace(LISTED_BY_QUERY, 'Check the code.'),
    errorId: errorId ?? null,
  };
}
