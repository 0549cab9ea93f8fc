import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '../../src/common/decimal.js';
import type { VersionContent } from '../../src/returns/domain/index.js';
import { sealOf } from '../../src/returns/submission/version-seal.js';
import { mustSubmit, type ReturnInput } from '../support/api/returns-api.js';
import { beginAs, withClient } from '../support/database/plain-client.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * The audit record covers every version of a return with a seal that reveals nothing to people who may not read the
 * return.
 */

const KEY = { phase: 'scorpion-5', force: 'dorset' };
const RETURNS: readonly [ReturnInput, string][] = [
  [{ ...KEY, figures: [{ measure: 'arrests', value: 3381 }] }, 'demo-analyst-dorset'],
  [
    {
      ...KEY,
      window: { from: '2023-01-01', to: '2023-01-09' },
      asAt: '2024-01-02',
      note: 'é "x" \\',
      reason: 'More.',
      nil: ['charges'],
      notApplicable: ['firearms-seized'],
      othersNil: true,
      figures: [
        { measure: 'drugs-weight', breakdown: 'cocaine', value: 0.45, unit: 'KILOGRAM', qualifier: 'APPROXIMATE' },
        { measure: 'drugs-weight', breakdown: 'heroin', value: 12.125, note: 'Dry.' },
        { measure: 'cash-seized', qualifier: 'UNQUANTIFIED' },
        { measure: 'people-safeguarded', value: 120, qualifier: 'AT_LEAST' },
      ],
    },
    'demo-analyst-dorset',
  ],
  [
    {
      ...KEY,
      reason: 'They called.',
      figures: [{ measure: 'arrests', value: 20, qualifier: 'ALMOST' }],
      onBehalf: { from: 'The desk', at: '2026-01-05T10:00:00.123Z', by: 'PHONE' },
    },
    'demo-coordinator',
  ],
  [
    {
      ...KEY,
      reason: 'A live job.',
      nil: ['charges'],
      figures: [{ measure: 'arrests', value: 20, withheldUntil: new Date(Date.now() + 172_800_123).toISOString() }],
      withheldUntil: new Date(Date.now() + 86_400_123).toISOString(),
    },
    'demo-analyst-dorset',
  ],
];

type StoredFigure = Omit<VersionContent['figures'][number], 'value' | 'lower' | 'upper' | 'withheldUntil'> & {
  readonly value: string | null;
  readonly lower: string;
  readonly upper: string | null;
  readonly withheldUntil: string | null;
};

interface Stored extends Omit<VersionContent, 'figures'> {
  readonly contentKey: Buffer;
  readonly figures: readonly StoredFigure[];
}

const STORED = `
  SELECT phase, force, version, submitted_by AS "submittedBy", window_from::text AS "windowFrom",
    window_to::text AS "windowTo", as_at::text AS "asAt", note, reason, on_behalf AS "onBehalf",
    received_from AS "receivedFrom", received_at AS "receivedAt", received_by AS "receivedBy", problems,
    content_key AS "contentKey",
    (SELECT json_agg(json_build_object('measure', measure, 'part', part, 'state', state, 'value', value::text,
       'qualifier', qualifier, 'lower', lower::text, 'upper', upper::text, 'note', note, 'withheldUntil', withheld_until))
     FROM figures WHERE version_id = v.id) AS figures
  FROM return_versions v ORDER BY version`;

let service: TestService;
let digests: string[] = [];

beforeAll(async () => {
  service = await startTestService();
  for (const [place, [input, token]] of RETURNS.entries()) {
    await mustSubmit(service, { ...input, idempotencyKey: `key ${place}` }, token);
  }
  const secrets = await service.database.asOwner<{ hex: string }>(
    `SELECT encode(seal, 'hex') AS hex FROM audit_entries UNION SELECT encode(content_key, 'hex') FROM return_versions
     UNION SELECT encode(input_hash, 'hex') FROM idempotency_keys`,
  );
  digests = secrets.map(({ hex }) => hex);
});

afterAll(async () => {
  await service.stop();
});

describe('the seal of an entry', () => {
  it('of a submission is computed from the stored version, with the key that is stored with it', async () => {
    const versions = await service.database.asOwner<Stored>(STORED);
    const seals = await service.database.asOwner<{ seal: string }>(
      `SELECT encode(seal, 'hex') AS seal FROM audit_entries WHERE action = 'RETURN_SUBMITTED' ORDER BY id`,
    );
    expect(versions).toHaveLength(RETURNS.length);
    expect(versions.map((version) => sealOf(contentOf(version), version.contentKey))).toEqual(
      seals.map(({ seal }) => seal),
    );
    expect(new Set(versions.map(({ contentKey }) => contentKey.toString('hex'))).size).toBe(RETURNS.length);
  });

  it('differs for a different value', async () => {
    const [version] = await service.database.asOwner<Stored>(STORED);
    const { contentKey } = version!;
    const content = contentOf(version!);
    const figures = content.figures.map((figure) => ({ ...figure, value: new Decimal(3382) }));
    expect(sealOf({ ...content, figures }, contentKey)).not.toBe(sealOf(content, contentKey));
  });

  it.each(['demo-admin ADMIN', 'demo-press PRESS_OFFICER', 'demo-analyst-wiltshire FORCE_ANALYST wiltshire'])(
    'and its key are in no row that %s may read, and neither is any other digest of the return',
    async (who) => {
      const [id = '', role = '', force = null] = who.split(' ');
      const text = await everythingReadAs({ id, role, force });
      expect(text).toContain('scorpion-5');
      expect(digests.length).toBeGreaterThan(RETURNS.length);
      expect(digests.filter((hex) => text.includes(hex))).toEqual([]);
    },
  );

  it('is in no answer about the record, and no detail of it is a digest', async () => {
    const { data, errors } = await service.ask<{ auditEntries: { details: object[]; hash: string }[] }>(
      'demo-admin',
      '{ auditEntries(first: 50) { id details { name values } hash } }',
    );
    expect(errors).toEqual([]);
    const text = JSON.stringify(data);
    expect(digests.filter((hex) => text.includes(hex))).toEqual([]);
    expect(JSON.stringify(data.auditEntries.map(({ details }) => details))).not.toMatch(/[0-9a-f]{32}/);
    expect(data.auditEntries.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });
});

function contentOf(stored: Stored): VersionContent {
  const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
  return {
    ...stored,
    figures: stored.figures.map((figure) => ({
      ...figure,
      value: decimal(figure.value),
      lower: new Decimal(figure.lower),
      upper: decimal(figure.upper),
      withheldUntil: figure.withheldUntil === null ? null : new Date(figure.withheldUntil),
    })),
  };
}

/** Every row of every table and view that an actor may read, as text. */
async function everythingReadAs(actor: { id: string; role: string; force: string | null }): Promise<string> {
  return withClient(service.database.servingUrl, async (client) => {
    await beginAs(client, actor);
    const { rows: tables } = await client.query<{ name: string; columns: string }>(
      `SELECT c.relname AS name, string_agg(quote_ident(a.attname), ', ') AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
         AND has_column_privilege(c.oid, a.attnum, 'SELECT') GROUP BY c.relname`,
    );
    const texts: string[] = [];
    for (const { name, columns } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT ROW(${columns})::text AS row FROM ${name}`);
      texts.push(...rows.map(({ row }) => row));
    }
    await client.query('ROLLBACK');
    return texts.join('\n');
  });
}
