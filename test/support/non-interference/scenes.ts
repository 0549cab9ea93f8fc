import fc from 'fast-check';
import { after, lifeOf, stateOf, type StepTaken } from '../../../src/returns/domain/index.js';
import type { TestDatabase } from '../database/test-database.js';
import { aKept, placeReleases, type Kept } from './kept-releases.js';

/*
 * The state of a phase before any request of force A: what A may see, which both worlds share, and what it may not
 * see, which differs between the worlds.
 */

/** Force A. */
export const OWN_FORCE = 'dorset';
export const OTHER_FORCES = [
  'avon-and-somerset',
  'devon-and-cornwall',
  'gloucestershire',
  'wiltshire',
  'btp',
  'swrocu',
];
export const MEASURES = ['arrests', 'charges', 'cash-seized'];
/** The number of earlier phases of the operation. */
export const EARLIER = 4;

/** A value for each of MEASURES. */
type Values = readonly number[];

/** What force A may see of another force: whether it has reported, and what is accepted. */
interface Shown {
  readonly kind: 'SILENT' | 'REPORTED' | 'ACCEPTED';
  readonly accepted: Values;
  /** For each of MEASURES, whether the accepted figure is withheld, so that its value may not be seen. */
  readonly withheld: readonly boolean[];
  readonly withoutSignOff: boolean;
}

/** What force A may not see of it. */
interface Hidden {
  /** The values of withheld figures. */
  readonly withheld: Values;
  /** Versions sent and withdrawn before anything else; none if one is accepted, because its number can be seen. */
  readonly withdrawn: readonly Values[];
  /** Versions that are not accepted, in their order. */
  readonly open: readonly Values[];
  readonly isSignedOff: boolean;
  readonly isQueried: boolean;
  readonly hasDraft: boolean;
  readonly hasException: boolean;
  readonly words: string;
  /** What is accepted, in place of what is shown, in a phase whose totals are held back. */
  readonly heldBack: Omit<Shown, 'kind' | 'withheld'> & { readonly isAccepted: boolean };
}

/** One phase in two worlds. */
export interface Scene {
  /** By earlier phase: force A's accepted figures, the same in both. */
  readonly history: readonly Values[];
  readonly shown: readonly Shown[];
  /** For each world, by other force. */
  readonly hidden: readonly [readonly Hidden[], readonly Hidden[]];
  /** What only the coordinator may read of the phase. */
  readonly notes: readonly [string, string];
  /** Whether the totals of the phase are held back, and whether a release of it is out. */
  readonly isHeldBack: boolean;
  readonly isReleased: boolean;
  /** For each world, what is kept of the phase's releases. */
  readonly kept: readonly [Kept, Kept];
}

/** Small figures or large ones; all alike within a world, because otherwise nothing would be unusual among them. */
const anyScale = fc.constantFrom(60, 100_000);
const valuesUpTo = (scale: number): fc.Arbitrary<Values> =>
  fc.tuple(...MEASURES.map(() => fc.integer({ min: Math.floor(scale / 2), max: scale })));

const words = fc.constantFrom('A note.', 'Another note, of some length.', 'Ask Ms Example of the custody suite.');

const acceptedFigures = { accepted: anyScale.chain(valuesUpTo), withoutSignOff: fc.boolean() };

const shown: fc.Arbitrary<Shown> = fc.record({
  kind: fc.constantFrom('SILENT', 'REPORTED', 'REPORTED', 'REPORTED', 'ACCEPTED', 'ACCEPTED'),
  ...acceptedFigures,
  withheld: fc.oneof(
    { weight: 2, arbitrary: fc.constant(MEASURES.map(() => false)) },
    { weight: 1, arbitrary: fc.constant(MEASURES.map(() => true)) },
    { weight: 1, arbitrary: fc.tuple(...MEASURES.map(() => fc.boolean())) },
  ),
});

const hiddenUpTo = (scale: number): fc.Arbitrary<Hidden> =>
  fc.record({
    withheld: valuesUpTo(scale),
    withdrawn: fc.array(valuesUpTo(scale), { maxLength: 2 }),
    open: fc.array(valuesUpTo(scale), { minLength: 1, maxLength: 2 }),
    isSignedOff: fc.boolean(),
    isQueried: fc.boolean(),
    hasDraft: fc.boolean(),
    hasException: fc.boolean(),
    words,
    heldBack: fc.record({ isAccepted: fc.boolean(), ...acceptedFigures }),
  });

const one = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(of, { minLength: OTHER_FORCES.length, maxLength: OTHER_FORCES.length });

const aWorld = anyScale.chain((scale) => one(hiddenUpTo(scale)));

export const aScene: fc.Arbitrary<Scene> = fc.record({
  history: fc.oneof(
    fc.constant([]),
    fc.array(fc.tuple(...MEASURES.map(() => fc.integer({ min: 18, max: 26 }))), {
      minLength: EARLIER,
      maxLength: EARLIER,
    }),
  ),
  shown: one(shown),
  hidden: fc.tuple(aWorld, aWorld),
  notes: fc.tuple(words, words),
  isHeldBack: fc.boolean(),
  isReleased: fc.boolean(),
  kept: fc.tuple(aKept, aKept),
});

/** A version to insert. */
interface VersionRow {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
  readonly words: string;
  readonly values: Values;
  /** For each value, whether it is withheld; if left out, none is. */
  readonly withheld?: readonly boolean[];
  readonly steps: readonly StepTaken['step'][];
}

const REASONED: ReadonlySet<string> = new Set(['WITHDRAW', 'ACCEPT']);

/** The versions of another force in one world. */
function versionsOf(phase: string, force: string, seen: Shown, secret: Hidden): VersionRow[] {
  const row = { phase, force, words: secret.words };
  const isAccepted = seen.kind === 'ACCEPTED';
  const withdrawn = isAccepted
    ? []
    : secret.withdrawn.map((of) => ({ ...row, values: of, steps: ['SUBMIT', 'WITHDRAW'] as const }));
  const { withheld } = seen;
  const values = seen.accepted.map((value, place) =>
    withheld[place] === true ? (secret.withheld[place] ?? 0) : value,
  );
  const accepted = isAccepted ? [{ ...row, values, withheld, steps: acceptedBy(seen) }] : [];
  const sent = seen.kind === 'SILENT' ? [] : isAccepted ? secret.open.slice(1) : secret.open;
  const open = sent.map((of) => ({
    ...row,
    values: of,
    steps: ['SUBMIT', ...(secret.isSignedOff ? ['SIGN_OFF' as const] : [])] as const,
  }));
  const all = [...withdrawn, ...accepted, ...open].map((version, place) => ({ ...version, version: place + 1 }));
  return all.map((version, place) =>
    seen.kind !== 'SILENT' && secret.isQueried && place === all.length - 1
      ? { ...version, steps: [...version.steps, 'QUERY'] }
      : version,
  );
}

/** In a phase whose totals are held back, what is accepted may not be seen, but that somebody has reported may. */
function acceptedIn(seen: Shown, { heldBack: { isAccepted, ...accepted } }: Hidden): Shown {
  const { withheld } = seen;
  return seen.kind === 'SILENT' ? seen : { kind: isAccepted ? 'ACCEPTED' : 'REPORTED', withheld, ...accepted };
}

const acceptedBy = ({ withoutSignOff }: Shown): StepTaken['step'][] =>
  withoutSignOff ? ['SUBMIT', 'ACCEPT'] : ['SUBMIT', 'SIGN_OFF', 'ACCEPT'];

/** The steps as rows, with the state after each. */
function stepRows({ force, version, steps }: VersionRow): object[] {
  return steps.map((step, place) => {
    const person =
      step === 'SIGN_OFF'
        ? `demo-approver-${force}`
        : step === 'SUBMIT' || step === 'WITHDRAW'
          ? `demo-analyst-${force}`
          : 'demo-coordinator';
    const life = lifeOf(
      version,
      steps.slice(0, place).map((earlier) => ({ step: earlier, person: earlier === 'SIGN_OFF' ? person : null })),
    );
    const now = after(life, { step, person });
    return {
      step,
      person,
      state: stateOf(now),
      accepted: now.isAccepted,
      was_accepted: now.wasAccepted,
      without_sign_off: now.withoutSignOff,
      reason: REASONED.has(step) ? 'So it is.' : null,
    };
  });
}

/** Inserts a scene into one world, as phases `<name>` and, before it, `<name>-1` to `<name>-4`. */
export async function placeScene(database: TestDatabase, name: string, scene: Scene, world: 0 | 1): Promise<void> {
  await database.asOwner(PHASES_SQL, [name, EARLIER, scene.notes[world], OWN_FORCE]);
  await database.asOwner(PARTICIPATIONS_SQL, [name, EARLIER, scene.notes[world], OWN_FORCE]);
  const own = scene.history.map((of, place) => ({
    phase: `${name}-${place + 1}`,
    force: OWN_FORCE,
    version: 1,
    words: 'As counted.',
    values: of,
    steps: ['SUBMIT', 'SIGN_OFF', 'ACCEPT'] as const,
  }));
  const secrets = scene.hidden[world];
  const others = OTHER_FORCES.flatMap((force, place) => {
    const [seen, secret] = [scene.shown[place], secrets[place]];
    if (seen === undefined || secret === undefined) return [];
    return versionsOf(name, force, scene.isHeldBack ? acceptedIn(seen, secret) : seen, secret);
  });
  const rows = [...own, ...others].map((row) => ({ ...row, steps: stepRows(row) }));
  const having = (what: 'hasDraft' | 'hasException'): string[] =>
    OTHER_FORCES.filter((_, place) => secrets[place]?.[what]);
  await database.asOwner(VERSIONS_SQL, [
    JSON.stringify(rows),
    JSON.stringify(MEASURES),
    name,
    having('hasDraft'),
    having('hasException'),
    JSON.stringify(EMPTY_DRAFT),
  ]);
  const { isReleased, isHeldBack } = scene;
  await placeReleases(database, { phase: name, force: OWN_FORCE, isReleased, isHeldBack }, scene.kept[world]);
}

/** An empty draft. */
const EMPTY_DRAFT = {
  figures: [],
  nil: [],
  notApplicable: [],
  othersNil: false,
  window: null,
  asAt: null,
  note: null,
  reason: null,
  onBehalf: null,
  expectedVersion: null,
  withheldUntil: null,
};

const PHASES_SQL = `
  WITH operation AS (INSERT INTO operations (code, name) VALUES ($1, $1))
  INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status, note)
  SELECT $1 || '-' || n, $1, $1 || ' ' || n, date '2026-01-05' + 7 * n, date '2026-01-09' + 7 * n, 'DAY', 'OPEN', $3
  FROM generate_series(1, $2::int) n WHERE $4 <> ''
  UNION ALL SELECT $1, $1, $1, '2026-10-05', '2026-10-09', 'DAY', 'OPEN', $3`;

const PARTICIPATIONS_SQL = `
  WITH asked AS (
    INSERT INTO phase_asks (phase, measure, ask)
    VALUES ($1, 'arrests', 'CORE'), ($1, 'charges', 'CORE'), ($1, 'cash-seized', 'ASKED')
  )
  INSERT INTO participations (phase, force, participation, reason)
  SELECT $1, code, CASE kind WHEN 'TERRITORIAL_FORCE' THEN 'TAKING_PART' ELSE 'NOT_KNOWN' END,
    CASE WHEN code <> $4 THEN $3 END FROM forces WHERE code <> 'crimestoppers'
  UNION ALL SELECT $1 || '-' || n, $4, 'TAKING_PART', NULL FROM generate_series(1, $2::int) n`;

const VERSIONS_SQL = `
  WITH row AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS row(phase text, force text, version integer, words text, "values" jsonb, withheld jsonb, steps jsonb)
  ), return AS (
    INSERT INTO returns (phase, force, versions, standing)
    SELECT phase, force, max(version), max(version) FILTER (WHERE NOT steps @> '[{"step": "WITHDRAW"}]')
    FROM row GROUP BY phase, force
  ), added AS (
    INSERT INTO return_versions (phase, force, version, submitted_by, note, reason)
    SELECT phase, force, version, 'demo-analyst-' || force, words, words FROM row ORDER BY phase, force, version
    RETURNING id, phase, force, version
  ), step AS (
    SELECT added.id AS version_id, added.phase, added.force, added.version, taken.*
    FROM added JOIN row USING (phase, force, version)
    CROSS JOIN ROWS FROM (jsonb_to_recordset(row.steps) AS (step text, person text, state text, accepted boolean,
      was_accepted boolean, without_sign_off boolean, reason text)) WITH ORDINALITY AS taken(step, person, state,
      accepted, was_accepted, without_sign_off, reason, place)
  ), state AS (
    INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
      was_accepted, without_sign_off)
    SELECT version_id, phase, force, version, step, state, '2026-11-02T12:00:00Z'::timestamptz + place * interval '1 h',
      person, '2026-11-02T13:00:00Z', accepted, was_accepted, without_sign_off
    FROM step ORDER BY version_id, place
    RETURNING id, version_id, phase, force, step
  ), reason AS (
    INSERT INTO step_reasons (step_id, phase, force, reason)
    SELECT id, phase, force, 'So it is.' FROM state WHERE step IN ('WITHDRAW', 'ACCEPT')
  ), result AS (
    INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
      approximate, settles_parts, withheld_until)
    SELECT added.id, phase, force, measure.code, 1, CASE amount.value WHEN '0' THEN 'NIL' ELSE 'REPORTED' END,
      amount.value::numeric, 'EXACT', amount.value::numeric, amount.value::numeric, false, amount.value = '0',
      CASE WHEN (row.withheld -> (amount.place::int - 1))::boolean THEN '2089-03-06T12:00:00Z'::timestamptz END
    FROM added JOIN row USING (phase, force, version)
    CROSS JOIN LATERAL jsonb_array_elements_text(row."values") WITH ORDINALITY AS amount(value, place)
    JOIN LATERAL jsonb_array_elements_text($2::jsonb) WITH ORDINALITY AS measure(code, place) USING (place)
  ), question AS (
    INSERT INTO questions (version_id, phase, force, question, asked_by, asked_at)
    SELECT version_id, phase, force, 'Is it so?', 'demo-coordinator', '2026-11-03T12:00:00Z'
    FROM state WHERE step = 'QUERY'
  ), exception AS (
    INSERT INTO phase_exceptions (phase, force, until, reason, granted_at, granted_by)
    SELECT $3, force, '2089-03-06T12:00:00Z', 'They are short of people.', '2026-11-03T12:00:00Z', 'demo-coordinator'
    FROM unnest($5::text[]) force
  )
  INSERT INTO drafts (phase, force, revision, entry, saved_by, saved_at)
  SELECT $3, force, 1, $6::jsonb, 'demo-analyst-' || force, '2026-11-03T12:00:00Z'
  FROM unnest($4::text[]) force`;
