/*
 * The house: who may import whom. Data flows dictionary -> operations -> returns -> totals -> releases -> web;
 * imports run only against that flow. What is not listed here may not be imported.
 */

/** The features in the order in which data flows. */
const FLOW = ['dictionary', 'operations', 'returns', 'totals', 'releases', 'web'];
/** What every feature may stand on. */
const GROUND = ['common', 'config', 'platform', 'database', 'access', 'audit'];

/** Each folder of src/, and the other folders that it may import. */
const MAY_IMPORT = {
  common: [],
  config: ['common'],
  platform: ['common', 'config'],
  database: ['common', 'config', 'platform'],
  access: ['common', 'config', 'platform', 'database'],
  audit: ['common', 'config', 'platform', 'database', 'access'],
  ...Object.fromEntries(FLOW.map((feature, place) => [feature, [...GROUND, ...FLOW.slice(0, place)]])),
  demo: [...GROUND, ...FLOW],
};

const FEATURES = `(${FLOW.join('|')}|access|audit|demo)`;
const SPEC = '\\.spec\\.ts$';
/** Files at the top of src/, and the commands in src/cli/, wire everything together. */
const WIRING = '^src/([^/]+\\.ts$|cli/)';
const FOLDERS = [...Object.keys(MAY_IMPORT), 'cli'].join('|');

const directions = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports-against-the-flow-only`,
  comment: `src/${folder} may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: WIRING },
  to: { path: '^src/', pathNot: [`^src/${folder}/`, ...allowed.map((other) => `^src/${other}/`)] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'no-unlisted-folder',
      comment: 'The top level of src/ stays as the house lays it: give a new folder its place in MAY_IMPORT first.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: `^src/(${FOLDERS})/` },
    },
    {
      name: 'no-import-from-unlisted-folder',
      comment: 'The top level of src/ stays as the house lays it: give a new folder its place in MAY_IMPORT first.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: `^src/(${FOLDERS})/` },
      to: {},
    },
    {
      name: 'feature-through-its-index',
      comment:
        "A feature shows the others its index.ts and nothing else; its domain's index.ts, to their domain/ only.",
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/[^/]+/domain/' },
      to: { path: `^src/${FEATURES}/`, pathNot: [`^src/[^/]+/index\\.ts$`, '^src/$1/'] },
    },
    {
      name: 'wiring-takes-features-through-their-index',
      comment: 'The files at the top of src/, and the commands, see of a feature what the other features see.',
      severity: 'error',
      from: { path: WIRING },
      to: { path: `^src/${FEATURES}/`, pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'nobody-imports-the-wiring',
      comment: 'main, app.module, configure-app and the commands are where imports end.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: WIRING },
      to: { path: WIRING },
    },
    {
      name: 'pure-domain-imports-domain-only',
      comment: "Rules are pure: of ours, domain/ imports common, its own files, and other features' domain/index.ts.",
      severity: 'error',
      from: { path: '^src/([^/]+)/domain/', pathNot: SPEC },
      to: { path: '^src/', pathNot: ['^src/common/', '^src/$1/domain/', '^src/[^/]+/domain/index\\.ts$'] },
    },
    {
      name: 'pure-domain-imports-no-io',
      comment:
        'Rules are pure: no Nest, no TypeORM, no pg, no Node I/O. decimal.js and luxon are values; compromise and date-holidays are pure functions.',
      severity: 'error',
      from: { path: '^src/[^/]+/domain/', pathNot: SPEC },
      to: {
        dependencyTypes: ['npm', 'core'],
        pathNot: '^node_modules/(decimal\\.js|luxon|@types/luxon|compromise|date-holidays)/',
      },
    },
    {
      name: 'pure-common',
      comment:
        'common is pure TypeScript: no Nest, no TypeORM, no pg, no GraphQL, no Node I/O. postcode, libphonenumber-js and leven are pure functions.',
      severity: 'error',
      from: { path: '^src/common/', pathNot: SPEC },
      to: {
        dependencyTypes: ['npm', 'core'],
        pathNot: '^node_modules/(decimal\\.js|luxon|@types/luxon|postcode|libphonenumber-js|leven)/|^crypto$',
      },
    },
    {
      name: 'no-cycle',
      comment: 'No cycles, of types neither.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file that imports nothing and that nothing imports, unless it is found by name or run in a browser.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(database/migrations|web/public)/' },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency-in-src',
      comment: 'What is served is installed without devDependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      // A type import of a package that is a dependency too resolves to its @types, which leave no trace.
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'no-unlisted-package',
      comment: 'A package that package.json does not name may be gone, or another version, tomorrow.',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-bundled'] },
    },
    {
      name: 'no-test-in-src',
      comment: 'The service knows nothing of its tests.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: `^test/|${SPEC}` },
    },
    {
      name: 'no-spec-imported',
      comment: 'What several specs share belongs to test/support.',
      severity: 'error',
      from: {},
      to: { path: SPEC },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type-only imports count: they bind as much as the others.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    exclude: { path: '^(dist|data|coverage)/' },
  },
};
