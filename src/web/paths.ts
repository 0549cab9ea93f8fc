/** The routes of the pages, as controllers declare them. */
export const ROUTES = {
  home: '/',
  phases: '/phases',
  phase: '/phases/:phase',
  headlines: '/headlines/:phase',
  check: '/headlines/:phase/check',
  releaseFile: '/headlines/:phase/files/:file',
  card: '/headlines/:phase/cards/:file',
  glossary: '/glossary',
  explorer: '/explorer',
  schema: '/schema',
  schemaFile: '/schema.graphql',
  asset: '/assets/:version/:name',
} as const;

/** Which headline a card shows: of a part or of a force, if these are given. */
interface CardQuery {
  readonly breakdown: string | null;
  readonly force: string | null;
}

/** Makes the links to pages. All links are made here. `phase` is the code of a phase. */
export const PATHS = {
  home: (): string => ROUTES.home,
  /** @param page from 1 */
  phases: (page = 1): string => withQuery(ROUTES.phases, { page: page > 1 ? String(page) : null }),
  phase: (phase: string): string => withParameters(ROUTES.phase, { phase }),
  /** @param as the demo identity that reads; null: the demo's visitor */
  headlines: (phase: string, as: string | null = null): string =>
    withQuery(withParameters(ROUTES.headlines, { phase }), { as }),
  /** @param file its name with its type */
  releaseFile: (phase: string, file: string, as: string | null): string =>
    withQuery(withParameters(ROUTES.releaseFile, { phase, file }), { as }),
  card: (phase: string, file: string, { breakdown, force, as }: CardQuery & { readonly as: string | null }): string =>
    withQuery(withParameters(ROUTES.card, { phase, file }), { breakdown, force, as }),
  check: (phase: string, as: string | null = null): string =>
    withQuery(withParameters(ROUTES.check, { phase }), { as }),
  glossary: (): string => ROUTES.glossary,
  /**
   * @param example the name of the example to show; if left out, what the visitor had open
   * @param phase the phase that the example is about; if left out, the example's own
   */
  explorer: (example: string | null = null, phase: string | null = null): string =>
    withQuery(ROUTES.explorer, { example, phase }),
  schema: (): string => ROUTES.schema,
  schemaFile: (): string => ROUTES.schemaFile,
  asset: (version: string, name: string): string => withParameters(ROUTES.asset, { version, name }),
} as const;

/** A path with its parameters filled in. */
function withParameters(route: string, parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters).reduce(
    (path, [name, value]) => path.replace(`:${name}`, () => encodeURIComponent(value)),
    route,
  );
}

/** A path with a query string of the parameters that are not null. */
function withQuery(path: string, parameters: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== null) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
