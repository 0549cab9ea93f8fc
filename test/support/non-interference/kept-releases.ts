import fc from 'fast-check';
import type { FrozenSum, ReleaseContent } from '../../../src/releases/domain/content.js';
import { STATEMENT } from '../../../src/releases/domain/release.js';
import type { TestDatabase } from '../database/test-database.js';

/*
 * What there is of a phase's releases: one that everybody may see, the same in both worlds, and what only the
 * coordinator and the people named know of, which differs between the worlds.
 */

/** People who are named: none of them makes requests. */
export const NAMED_PEOPLE = ['demo-pcc-wiltshire', 'demo-analyst-btp', 'demo-approver-wiltshire'];

/** What only the coordinator and people named know of. */
export interface Kept {
  /** A version under embargo, or one that was withdrawn before it came out. */
  readonly release: 'NONE' | 'HELD' | 'WITHDRAWN';
  readonly hasDraft: boolean;
  readonly isSent: boolean;
  readonly value: number;
  readonly named: readonly string[];
  /** The people of the operation's list. */
  readonly listed: readonly string[];
}

const people = fc.subarray(NAMED_PEOPLE);
export const aKept: fc.Arbitrary<Kept> = fc.record({
  release: fc.constantFrom('NONE', 'HELD', 'HELD', 'WITHDRAWN'),
  hasDraft: fc.boolean(),
  isSent: fc.boolean(),
  value: fc.nat(100_000),
  named: people,
  listed: people,
});

const PUBLISHED = '2025-11-05T12:00:00.000Z';
const UNTIL = '2089-03-06T12:00:00.000Z';
/** When a version that was withdrawn would have come out, and when it was withdrawn. */
const [PASSED, WITHDRAWN] = ['2025-11-20T12:00:00.000Z', '2025-11-06T12:00:00.000Z'];

/** A release in which the region and force A have one headline each. */
function contentOf(phase: string, force: string, version: number, value: number): ReleaseContent {
  const sum: FrozenSum = { value, qualifier: 'EXACT', lower: value, upper: value };
  const measure = {
    code: 'arrests',
    name: 'Arrests',
    unit: 'COUNT',
    category: 'ARRESTS',
    version: 1,
    definition: 'Arrests.',
  } as const;
  const named = { code: force, name: force };
  const coverage = { expected: 5, reported: 5, complete: true, missing: [], notHeard: [] };
  const restsOn = [{ force: named, version: 1, withoutSignOff: true }];
  const sentence = `There were ${value} arrests.`;
  const whole = { measure, breakdown: null, ...sum, short: sentence, alternatives: [], coverage, restsOn };
  return {
    phase: {
      code: phase,
      name: phase,
      operation: phase,
      startsOn: '2026-10-05',
      endsOn: '2026-10-09',
      datesKnownTo: 'DAY',
    },
    version,
    kind: version === 1 ? null : 'REVISION',
    note: version === 1 ? null : 'More came in.',
    publishedAt: PUBLISHED,
    asAt: PUBLISHED,
    statement: STATEMENT,
    coverage,
    restsOn,
    totals: [
      {
        measure,
        ...sum,
        coverage,
        byForce: [{ force: named, state: 'REPORTED', ...sum, withoutSignOff: true }],
        byBreakdown: [],
      },
    ],
    changesSince: null,
    changes: [],
    headlines: [
      { ...whole, force: null, sentence },
      { ...whole, force: named, sentence },
    ],
  };
}

/** The number of the version that only some know of. */
const keptVersion = (isReleased: boolean): number => (isReleased ? 2 : 1);

/** Inserts into one world what there is of a phase's releases. */
export async function placeReleases(
  database: TestDatabase,
  {
    phase,
    force,
    isReleased,
    isHeldBack,
  }: Readonly<Record<'phase' | 'force', string>> & Readonly<Record<'isReleased' | 'isHeldBack', boolean>>,
  kept: Kept,
): Promise<void> {
  const add = (version: number, value: number, until: string | null, withdrawn: string | null): Promise<unknown> =>
    database.asOwner(
      `INSERT INTO releases (phase, version, kind, note, published_at, as_at, embargo_until, opens_at, withdrawn_at, content,
         content_hash) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, sha256($9))`,
      [
        phase,
        version,
        version === 1 ? null : 'REVISION',
        version === 1 ? null : 'More came in.',
        PUBLISHED,
        until,
        until ?? PUBLISHED,
        withdrawn,
        Buffer.from(JSON.stringify(contentOf(phase, force, version, value))),
      ],
    );
  if (isReleased) await add(1, 112, null, null);
  // An embargo needs totals that are held back.
  if (isHeldBack && kept.release !== 'NONE') {
    const version = keptVersion(isReleased);
    await (kept.release === 'HELD'
      ? add(version, kept.value, UNTIL, null)
      : add(version, kept.value, PASSED, WITHDRAWN));
    await database.asOwner('INSERT INTO release_readers SELECT $1, $2, unnest($3::text[])', [
      phase,
      version,
      kept.named,
    ]);
    if (kept.isSent) {
      await database.asOwner(
        `INSERT INTO release_steps (phase, version, step, at, actor)
         VALUES ($1, $2, 'SENT_TO_MEDIA', $3, 'demo-coordinator')`,
        [phase, version, PUBLISHED],
      );
    }
  }
  await database.asOwner('UPDATE phases SET totals_held_back = $2, held_back_until = $3 WHERE code = $1', [
    phase,
    isHeldBack,
    isHeldBack && kept.release === 'HELD' ? UNTIL : null,
  ]);
  if (kept.hasDraft) {
    const draft = Buffer.from(JSON.stringify(contentOf(phase, force, keptVersion(isReleased), kept.value)));
    await database.asOwner(`INSERT INTO release_drafts VALUES ($1, $2, $3, 'demo-coordinator')`, [
      phase,
      draft,
      PUBLISHED,
    ]);
    await database.asOwner('INSERT INTO release_draft_readers SELECT $1, unnest($2::text[])', [phase, kept.named]);
  }
  await database.asOwner('INSERT INTO operation_release_readers SELECT $1, unnest($2::text[])', [phase, kept.listed]);
}

/** What the coordinator does with it, beside publishing under embargo. */
export const KEPT_MOVES = ['PREPARE', 'DISCARD_PREPARED', 'WITHDRAW_HELD', 'SEND_HELD', 'NAME'] as const;

/** A mutation with its arguments. */
export function keptMove(
  kind: (typeof KEPT_MOVES)[number],
  of: {
    readonly phase: string;
    readonly isReleased: boolean;
    readonly people: readonly string[];
    readonly value: number;
  },
): [field: string, args: object] {
  const { phase, people } = of;
  const key = { phase, version: keptVersion(of.isReleased) };
  switch (kind) {
    case 'PREPARE':
      return ['prepareRelease', { phase, namedReaders: people }];
    case 'DISCARD_PREPARED':
      return ['discardReleaseDraft', { phase }];
    case 'WITHDRAW_HELD':
      return ['withdrawRelease', { ...key, reason: `It was ${of.value}.` }];
    case 'SEND_HELD':
      return ['recordReleaseEvent', { ...key, event: 'SENT_TO_MEDIA' }];
    case 'NAME':
      return ['setReleaseReaders', { operation: phase, namedReaders: people }];
  }
}
