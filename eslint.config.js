import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import ts from 'typescript';

/*
 * The house's own rules, each under a name of its own: a block of the configuration that turns one on or off
 * leaves the others alone (`no-restricted-syntax` is replaced whole by the last block that names it).
 */

/** A rule that forbids what its ESLint selectors match: `{ selector: message }`. */
const forbid = (messages) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    Object.fromEntries(
      Object.entries(messages).map(([selector, message]) => [
        selector,
        (node) => {
          context.report({ node, message });
        },
      ]),
    ),
});

/** The names that an import or a re-export takes from a module: `*` and `default` stand for the whole of it. */
const importedNames = (node) =>
  node.type === 'ExportAllDeclaration'
    ? [{ name: '*', node, typeOnly: node.exportKind === 'type' }]
    : node.specifiers.map((specifier) => ({
        name:
          { ImportNamespaceSpecifier: '*', ImportDefaultSpecifier: 'default' }[specifier.type] ??
          (specifier.imported ?? specifier.local).name,
        node: specifier,
        typeOnly: [node.importKind, node.exportKind, specifier.importKind, specifier.exportKind].includes('type'),
      }));

/** A rule that forbids imports from the modules that `modules` matches, when `forbidden(imported)` holds. */
const forbidImport = (modules, forbidden, message) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) => {
    const check = (node) => {
      if (!node.source || !modules.test(node.source.value)) return;
      const found = importedNames(node);
      const sideEffect = found.length === 0 ? [{ name: '*', node, typeOnly: false }] : found;
      for (const imported of sideEffect.filter(forbidden)) context.report({ node: imported.node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: (node) => {
        if (modules.test(String(node.source.value))) context.report({ node, message });
      },
    };
  },
});

/** TypeORM's ways to a connection. `EntityManager` may be named as a type: it is what a transaction hands out. */
const CONNECTION =
  /^(\*|default|DataSource|Connection|ConnectionManager|QueryRunner|Repository|TreeRepository|BaseEntity|AbstractRepository|\w*QueryBuilder|EventSubscriber|EntityRepository|(get|create|use)[A-Z]\w*)$/;

const SQL_ONLY_THROUGH_TX =
  'All SQL, reads too, goes through transactions.run(actor, ...): call this on the `tx` that it hands out.';
const SQL_METHOD = '/^(query|createQueryBuilder|getRepository|getTreeRepository|getCustomRepository|withRepository)$/';
const OPENING = '/^(transaction|createQueryRunner|getMongoRepository)$/';
const OPENED_BY_DATABASE_ONLY = 'A transaction is opened, and a connection taken, by src/database only.';
const TEST_NAME = '/^(describe|it|test)$/';
const UNFINISHED = '/^(only|skip|todo|failing)$/';
const WHOLE_SUITE = 'Every test runs in every run: no focused, skipped or unfinished test.';

const house = {
  rules: {
    'sql-through-transactions': forbid({
      [`CallExpression[callee.property.name=${SQL_METHOD}]:not([callee.object.name="tx"])`]: SQL_ONLY_THROUGH_TX,
      [`CallExpression[callee.property.value=${SQL_METHOD}]`]: SQL_ONLY_THROUGH_TX,
      [`CallExpression[callee.property.name=${OPENING}]`]: OPENED_BY_DATABASE_ONLY,
      'MemberExpression[object.name="tx"][property.name=/^(connection|dataSource|queryRunner|release)$/]':
        OPENED_BY_DATABASE_ONLY,
      'MemberExpression[property.name="manager"][object.type=/^(CallExpression|MemberExpression|Identifier)$/]':
        OPENED_BY_DATABASE_ONLY,
    }),
    'sql-in-repositories': forbid({
      'CallExpression[callee.object.name="tx"], CallExpression[callee.name=/^(beforeCommit|addMissingRows)$/]':
        'SQL belongs in a method of a *.repository.ts: test/db/statements.spec.ts compares it with a committed file.',
    }),
    'no-query-builder': forbid({
      'CallExpression[callee.property.name="createQueryBuilder"]':
        'Write the statement as SQL text, which somebody can read and paste into psql.',
    }),
    'no-spread-literal': forbid({
      'ObjectExpression > SpreadElement > ObjectExpression, ArrayExpression > SpreadElement > ArrayExpression':
        'Write its items where they are spread.',
    }),
    'no-sql-text': forbid({
      'CallExpression[callee.property.name="query"][arguments.0.type=/^(Literal|TemplateLiteral)$/]':
        'A test over HTTP sees what a caller sees: SQL belongs to test/db or test/support.',
    }),
    'no-connection-import': forbidImport(
      /^typeorm(\/|$)/,
      ({ name, typeOnly }) => CONNECTION.test(name) || (name === 'EntityManager' && !typeOnly),
      'Only src/database holds a connection: take `tx: EntityManager` (a type import) from transactions.run(actor, ...).',
    ),
    'no-driver-import': forbidImport(
      /^(pg|pg-.+|@nestjs\/typeorm)(\/|$)/,
      () => true,
      'Only src/database talks to PostgreSQL: take a transaction from transactions.run(actor, ...).',
    ),
    'no-framework-exception': forbidImport(
      /^@nestjs\/common(\/|$)/,
      ({ name }) => name === '*' || name.endsWith('Exception'),
      "Throw a coded exception with a row in the table of codes: Nest's own are for src/platform.",
    ),
    'no-binary-floating-point': forbid({
      'CallExpression[callee.name="parseFloat"], MemberExpression[property.name="parseFloat"]':
        'Exact decimals throughout: no parseFloat.',
      'ImportSpecifier[imported.name=/^(Float|GraphQLFloat)$/]':
        'Exact decimals throughout: a figure is the Decimal scalar, a count Int.',
    }),
    'no-rounded-number': {
      meta: { type: 'problem', schema: [] },
      create: (context) => {
        const { getTypeAtLocation } = context.sourceCode.parserServices;
        return {
          'MemberExpression[property.name=/^(toFixed|toPrecision|toExponential)$/]': (node) => {
            // A decimal's own toFixed() is exact: only a number's rounds a binary fraction.
            if (getTypeAtLocation(node.object).flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any))
              context.report({ node, message: 'Exact decimals throughout: no rounding of a binary fraction.' });
          },
        };
      },
    },
    'no-number-in-domain': forbid({
      'CallExpression[callee.name="Number"], MemberExpression[property.name="toNumber"], UnaryExpression[operator="+"]':
        'Exact decimals throughout: domain rules work on decimals (Number.parseInt reads a whole number).',
    }),
    'no-clock-or-chance-in-domain': forbid({
      'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.object.name="Date"][callee.property.name="now"]':
        'Domain rules are told the time; they do not read a clock.',
      'CallExpression[callee.object.name="DateTime"][callee.property.name=/^(now|local|utc)$/][arguments.length=0]':
        'Domain rules are told the time; they do not read a clock.',
      'MemberExpression[object.name="Math"][property.name="random"]': 'Domain rules leave nothing to chance.',
    }),
    'environment-in-config': forbid({
      'MemberExpression[object.name="process"][property.name="env"], MemberExpression[object.name="process"][property.value="env"]':
        'The environment is parsed once, in src/config.',
      'VariableDeclarator[init.name="process"]': 'The environment is parsed once, in src/config.',
      'MemberExpression[property.name="process"][object.name=/^(globalThis|global)$/]':
        'The environment is parsed once, in src/config.',
      'ImportDeclaration[source.value=/^(node:)?process$/], ImportExpression[source.value=/^(node:)?process$/]':
        'The environment is parsed once, in src/config: use the global `process` for the rest.',
    }),
    'no-forward-ref': forbid({
      'ImportSpecifier[imported.name="forwardRef"], CallExpression[callee.name="forwardRef"], CallExpression[callee.property.name="forwardRef"]':
        'No forwardRef: break the cycle instead.',
    }),
    'no-default-export': forbid({
      'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]': 'A thing has one name: no default exports.',
    }),
    'no-synchronize': forbid({
      'Property[key.name="synchronize"]:not([value.value=false]), CallExpression[callee.property.name="synchronize"]':
        'Never synchronize: a migration is SQL that someone read.',
    }),
    'max-params': forbid({
      'FunctionDeclaration[params.length>5], ArrowFunctionExpression[params.length>5], Property > FunctionExpression[params.length>5], MethodDefinition[kind!="constructor"] > FunctionExpression[params.length>5]':
        'At most 5 parameters: give them a name together.',
      'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>7]': 'At most 7 collaborators.',
    }),
    'whole-suite': forbid({
      [`MemberExpression[object.name=${TEST_NAME}][property.name=${UNFINISHED}]`]: WHOLE_SUITE,
      [`MemberExpression[object.name=${TEST_NAME}][property.value=${UNFINISHED}]`]: WHOLE_SUITE,
      [`MemberExpression[object.object.name=${TEST_NAME}][property.name=${UNFINISHED}]`]: WHOLE_SUITE,
      'Identifier[name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]': WHOLE_SUITE,
    }),
  },
};

const NODE_GLOBALS = Object.fromEntries(
  ['Buffer', 'URL', 'console', 'fetch', 'performance', 'process', 'setTimeout', 'clearTimeout'].map((name) => [
    name,
    'readonly',
  ]),
);
const BROWSER_GLOBALS = Object.fromEntries(
  ['document', 'history', 'localStorage', 'location', 'URLSearchParams', 'window'].map((name) => [name, 'readonly']),
);
const SOURCE = ['src/**/*.ts'];
const SPECS = ['src/**/*.spec.ts', 'test/**/*.ts'];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' }, plugins: { house } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A Nest module is a class with a decorator and nothing in it.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Leaves files with decorators alone: what Nest injects must stay a value for emitDecoratorMetadata.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      // GraphQL types are classes for the sake of their decorators: plain objects fill them.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // `void` would only hide a rejection.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'house/environment-in-config': 'error',
      'house/no-forward-ref': 'error',
      'house/no-synchronize': 'error',
      'house/no-spread-literal': 'error',
      'house/no-driver-import': 'error',
      'house/no-connection-import': 'error',
    },
  },
  {
    files: SOURCE,
    rules: {
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 40],
      'house/max-params': 'error',
      'house/no-default-export': 'error',
      'house/no-binary-floating-point': 'error',
      'house/no-rounded-number': 'error',
      'house/no-framework-exception': 'error',
      'house/sql-through-transactions': 'error',
      'house/no-query-builder': 'error',
    },
  },
  {
    files: ['src/*/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'house/no-number-in-domain': 'error', 'house/no-clock-or-chance-in-domain': 'error' },
  },

  {
    files: SOURCE,
    ignores: ['src/**/*.repository.ts', 'src/database/**/*.ts', '**/*.spec.ts'],
    rules: { 'house/sql-in-repositories': 'error' },
  },

  // Who may, and nobody else.
  { files: ['src/main.ts', 'src/**/*.cli.ts'], rules: { 'no-console': 'off' } },
  { files: ['src/config/**/*.ts'], rules: { 'house/environment-in-config': 'off' } },
  { files: ['src/platform/**/*.ts'], rules: { 'house/no-framework-exception': 'off' } },
  {
    files: ['src/database/**/*.ts'],
    rules: {
      'house/no-connection-import': 'off',
      'house/no-driver-import': 'off',
      'house/sql-through-transactions': 'off',
    },
  },
  {
    // A migration is as long as its SQL.
    files: ['src/database/migrations/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },

  // Tests.
  {
    files: SPECS,
    rules: {
      'house/whole-suite': 'error',
      'max-lines-per-function': 'off',
      // What comes back over HTTP is JSON: a test says by its assertions what it expects of it.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off', 'house/environment-in-config': 'off' } },
  { files: ['test/e2e/**/*.ts'], rules: { 'house/no-sql-text': 'error' } },
  {
    // These look behind the service, at the database itself.
    files: ['test/db/**/*.ts', 'test/clusters/**/*.ts', 'test/support/**/*.ts', 'test/bench/**/*.ts'],
    rules: { 'house/no-connection-import': 'off', 'house/no-driver-import': 'off' },
  },

  // Scripts, and the tools' own configuration.
  {
    files: ['**/*.js', '**/*.mjs'],
    ignores: ['src/web/public/*.js'],
    languageOptions: { sourceType: 'module', globals: NODE_GLOBALS },
  },
  { files: ['src/web/public/*.js'], languageOptions: { globals: BROWSER_GLOBALS } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: NODE_GLOBALS } },
  prettier,
);
