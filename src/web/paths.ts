/** The routes of the pages, as controllers declare them. */
export const ROUTES = {
  home: '/',
  explorer: '/explorer',
  headlines: '/headlines/:phase',
  check: '/headlines/:phase/check',
  releaseFile: '/headlines/:phase/files/:file',
  card: '/headlines/:phase/cards/:file',
  schema: '/schema',
  schemaFile: '/schema.graphql',
  asset: '/assets/:version/:name',
} as const;

/** The query of the home page: the phase whose totals are shown, and the page of the list of phases. */
export interface HomeQuery {
  readonly phase?: string | undefined;
  /** From 1, which is the default. */
  readonly page?: number | undefined;
}

/** The part of the home page that holds the totals. */
export const TOTALS_ANCHOR = 'totals';

/** Makes the links to pages. All links are made here. */
export const PATHS = {
  home: ({ phase, page = 1 }: HomeQuery = {}, anchor?: typeof TOTALS_ANCHOR): string => {
    const query = new URLSearchParams();
    if (phase !== undefined) query.set('phase', phase);
    if (page > 1) query.set('page', String(page));
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    return `/${search}${anchor === undefined ? '' : `#${anchor}`}`;
  },
  /** @param example the name of the example to show; if left out, what the visitor had open */
  explorer: (example?: string): string => {
    const search = example === undefined ? '' : `?${new URLSearchParams({ example }).toString()}`;
    return `${ROUTES.explorer}${search}`;
  },
  /** @param phase its code */
  headlines: (phase: string): string => ROUTES.headlines.replace(':phase', phase),
  /** @param file its name with its type */
  releaseFile: (phase: string, file: string): string =>
    ROUTES.releaseFile.replace(':phase', phase).replace(':file', file),
  /** A card of the headline of a part or of a force, if these are given. */
  card: (phase: string, file: string, of: Readonly<Record<'breakdown' | 'force', string | null>>): string => {
    const query = new URLSearchParams();
    for (const [name, code] of Object.entries(of)) if (code !== null) query.set(name, code);
    const path = ROUTES.card.replace(':phase', phase).replace(':file', file);
    return query.size === 0 ? path : `${path}?${query.toString()}`;
  },
  /** @param phase its code */
  check: (phase: string): string => ROUTES.check.replace(':phase', phase),
  schema: (): string => ROUTES.schema,
  schemaFile: (): string => ROUTES.schemaFile,
  asset: (version: string, name: string): string => `/assets/${version}/${name}`,
} as const;
