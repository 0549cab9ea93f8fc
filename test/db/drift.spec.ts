import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource, EntityMetadata, EntitySchema } from 'typeorm';
import { ALL_ENTITIES } from '../../src/app.module.js';
import { typeorm } from '../support/run/packages.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/** Tables that no entity stands for: only src/database reads them. And a view: what ADMIN reads of audit_entries. */
const WITHOUT_ENTITY = ['installation', 'migrations', 'reference_stamp', 'audit_record'];

/** What TypeORM calls a type, and what PostgreSQL does. */
const TYPES: Readonly<Record<string, string>> = {
  timestamptz: 'timestamp with time zone',
  'timestamp with time zone': 'timestamp with time zone',
};

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

/** A column in one line, so that two of them differ where anything of them does. */
interface ColumnFacts {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly primary: boolean;
  readonly identity: string;
}

const say = ({ table, column, type, nullable, primary, identity }: ColumnFacts): string =>
  [`${table}.${column} ${type}`, nullable ? 'null' : 'not null', primary ? 'primary key' : '', identity]
    .filter((word) => word !== '')
    .join(' ');

function columnsOfEntity(source: DataSource, entity: EntityMetadata): string[] {
  return entity.columns.map((column) => {
    const base = source.driver.normalizeType(column);
    const digits = [column.precision, column.scale].filter((digit) => digit != null).join(',');
    const words = (TYPES[base] ?? base).split(' ');
    const type = [`${words[0] ?? ''}${digits === '' ? '' : `(${digits})`}`, ...words.slice(1)].join(' ');
    return say({
      table: entity.tableName,
      column: column.databaseName,
      type: `${type}${column.isArray ? '[]' : ''}`,
      nullable: column.isNullable,
      primary: column.isPrimary,
      identity: column.isGenerated ? `${column.generationStrategy ?? ''} ${column.generatedIdentity ?? ''}` : '',
    });
  });
}

async function columnsOfDatabase(): Promise<string[]> {
  const rows = await database.asOwner<ColumnFacts>(`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
      NOT a.attnotnull AS nullable, coalesce(a.attnum = ANY (k.conkey), false) AS primary,
      CASE a.attidentity WHEN 'a' THEN 'identity ALWAYS' WHEN 'd' THEN 'identity BY DEFAULT' ELSE '' END AS identity
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`);
  return rows.filter(({ table }) => !WITHOUT_ENTITY.includes(table)).map(say);
}

/** Every column that only one side knows in this way: `entity: ...` or `database: ...`. */
async function driftOf(entities: typeof ALL_ENTITIES | EntitySchema[]): Promise<string[]> {
  const source = new typeorm.DataSource({ type: 'postgres', url: database.servingUrl, entities });
  await source.initialize();
  try {
    const declared = new Set(source.entityMetadatas.flatMap((entity) => columnsOfEntity(source, entity)));
    const migrated = new Set(await columnsOfDatabase());
    return [
      ...[...declared].filter((column) => !migrated.has(column)).map((column) => `entity: ${column}`),
      ...[...migrated].filter((column) => !declared.has(column)).map((column) => `database: ${column}`),
    ].sort();
  } finally {
    await source.destroy();
  }
}

it('has every table and column in the entities as the migrations make it', async () => {
  expect(await driftOf(ALL_ENTITIES)).toEqual([]);
});

it('sees an entity that differs in a type, a null, a key, an array, a precision, an identity, or a column', async () => {
  const text = { type: 'text' } as const;
  const deviating = [
    new typeorm.EntitySchema({
      name: 'phase_asks',
      columns: { phase: { ...text, primary: true }, measure: { ...text }, ask: { ...text, nullable: true }, why: text },
    }),
    new typeorm.EntitySchema({
      name: 'forces',
      columns: {
        code: { ...text, primary: true },
        name: { type: 'varchar', length: 10 },
        also_known_as: text,
      },
    }),
    new typeorm.EntitySchema({
      name: 'figures',
      columns: {
        id: { type: 'bigint', primary: true },
        value: { type: 'numeric', precision: 15, scale: 2, nullable: true },
      },
    }),
    new typeorm.EntitySchema({ name: 'not_migrated', columns: { id: { ...text, primary: true } } }),
  ];
  const columns = await driftOf(deviating);
  expect(columns.filter((line) => line.startsWith('entity: '))).toEqual([
    'entity: figures.id bigint not null primary key',
    'entity: figures.value numeric(15,2) null',
    'entity: forces.also_known_as text not null',
    'entity: forces.name character varying not null',
    'entity: not_migrated.id text not null primary key',
    'entity: phase_asks.ask text null',
    'entity: phase_asks.measure text not null',
    'entity: phase_asks.why text not null',
  ]);
  expect(columns).toEqual(
    expect.arrayContaining([
      'database: figures.id bigint not null primary key identity ALWAYS',
      'database: figures.value numeric(15,3) null',
      'database: forces.also_known_as text[] not null',
      'database: forces.region text null',
      'database: identities.token_hash bytea not null',
      'database: phase_asks.measure text not null primary key',
    ]),
  );
});
