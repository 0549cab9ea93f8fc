import fc from 'fast-check';
import type { Problem } from '../api/returns-api.js';
import { startTestService, type TestService } from '../service/test-service.js';
import { documentOf } from './documents.js';
import { aRequest, withScene, type Named, type Request } from './requests.js';
import { KEPT_MOVES, keptMove, NAMED_PEOPLE } from './kept-releases.js';
import { aScene, OTHER_FORCES, OWN_FORCE, placeScene, type Scene } from './scenes.js';

/* Two services on databases of their own, which who asks must not be able to distinguish. */

const KINDS = [
  ...(['DRAFT', 'VERSION', 'QUESTION', 'SIGN_OFF', 'NOTE', 'DEPUTY', 'ACCEPT_HELD_BACK', 'PUBLISH_HELD'] as const),
  ...KEPT_MOVES,
];

/** An action of others that force A may not see: by another force, given by its index, or on the phase. */
export interface HiddenMove {
  readonly kind: (typeof KINDS)[number];
  readonly other: number;
  readonly value: number;
}

/** The region's actions on force A's own return, in both worlds. */
interface SharedMove {
  readonly kind: 'ASK' | 'ACCEPT' | 'UNDO' | 'ENTER';
  readonly version: number;
  readonly value: number;
}

export interface Turn {
  readonly request: Request;
  readonly shared: SharedMove | null;
  readonly hidden: readonly [readonly HiddenMove[], readonly HiddenMove[]];
}

export interface Sequence {
  readonly scene: Scene;
  readonly turns: readonly Turn[];
}

export const aHiddenMove: fc.Arbitrary<HiddenMove> = fc.record({
  kind: fc.constantFrom(...KINDS),
  other: fc.nat(OTHER_FORCES.length - 1),
  value: fc.nat(100_000),
});
const aSharedMove: fc.Arbitrary<SharedMove> = fc.record({
  kind: fc.constantFrom('ASK', 'ACCEPT', 'UNDO', 'ENTER'),
  version: fc.integer({ min: 1, max: 3 }),
  value: fc.nat(60),
});
const moves = fc.array(aHiddenMove, { maxLength: 1 });

export const aSequence: fc.Arbitrary<Sequence> = fc.record({
  scene: aScene,
  turns: fc.array(
    fc.record({
      request: aRequest,
      shared: fc.option(aSharedMove, { freq: 3 }),
      hidden: fc.oneof(
        { weight: 4, arbitrary: fc.constant([[], []] as const) },
        { weight: 1, arbitrary: fc.tuple(moves, moves) },
      ),
    }),
    { minLength: 3, maxLength: 8 },
  ),
});

/** No limit may cut off an answer before it is compared. */
const LIMITS = {
  MAX_QUERY_COST: '1000000000',
  MAX_QUERY_DEPTH: '50',
  MAX_QUERY_TOKENS: '50000',
  MAX_QUERY_ALIASES: '1000',
  MAX_ANSWER_BYTES: '1000000000',
  // Otherwise one world could time out on a busy machine.
  REQUEST_TIMEOUT_MS: '120000',
};

/** One of the two. */
export class World {
  private constructor(
    private readonly service: TestService,
    private readonly place: 0 | 1,
  ) {}

  static async start(place: 0 | 1): Promise<World> {
    return new World(await startTestService(LIMITS), place);
  }

  async stop(): Promise<void> {
    await this.service.stop();
  }

  /** Inserts a scene into it, with no deputies. */
  async setUp(name: string, scene: Scene): Promise<void> {
    await this.service.database.asOwner('DELETE FROM deputies');
    await placeScene(this.service.database, name, scene, this.place);
  }

  /** The answer to a request, as it is sent. */
  async answer(name: string, { token, field, args, named }: Request): Promise<string> {
    const given = withScene(args, name);
    const id = named === null ? undefined : await this.idOf(named, name);
    const body = await this.post(token, documentOf(field, given), id === undefined ? given : { ...given, id });
    return id === undefined ? body : body.replaceAll(`\\"${id}\\"`, '<id>');
  }

  /** One turn: first the actions of others, then the request. */
  async takeTurn(name: string, scene: Scene, { request, shared, hidden }: Turn): Promise<string> {
    for (const move of hidden[this.place]) await this.hide(name, scene, move);
    if (shared !== null) await this.share(name, shared);
    return this.answer(name, request);
  }

  /** Runs an action that force A may not see. */
  async hide(name: string, scene: Scene, { kind, other, value }: HiddenMove): Promise<void> {
    const people = NAMED_PEOPLE.slice(other % NAMED_PEOPLE.length);
    const force = OTHER_FORCES[other] ?? '';
    const hasReported = scene.shown[other]?.kind !== 'SILENT';
    const [analyst, approver] = [`demo-analyst-${force}`, `demo-approver-${force}`];
    const figures = [{ measure: 'arrests', value }];
    const input = { phase: name, force, figures, reason: `Recounted: ${value}.` };
    switch (kind) {
      case 'DRAFT':
        return this.step(analyst, 'saveDraft', { input });
      case 'VERSION':
        // The first version of a force may be seen, because it shows that the force has reported.
        return hasReported ? this.step(analyst, 'submitReturn', { input }) : undefined;
      case 'QUESTION': {
        const asker = value % 2 === 0 ? COORDINATOR : approver;
        return this.step(asker, 'queryReturn', { ...(await this.current(name, force)), question: 'Is it so?' });
      }
      case 'SIGN_OFF':
        return this.step(approver, 'signOffReturn', await this.current(name, force));
      case 'DEPUTY': {
        const days = { from: '2089-03-06', until: '2089-03-08' };
        const given = { ...days, person: analyst, role: 'FORCE_APPROVER', force, reason: 'Somebody is away.' };
        return this.step(COORDINATOR, 'appointDeputy', { input: given });
      }
      case 'ACCEPT_HELD_BACK':
        return scene.isHeldBack ? this.accept(await this.current(name, force)) : undefined;
      case 'PUBLISH_HELD':
        return this.publishHeld(name, people);
      case 'NOTE':
        return this.step(COORDINATOR, 'changePhase', { input: { phase: name, note: `A note: ${value}.` } });
      default:
        return this.step(COORDINATOR, ...keptMove(kind, { phase: name, isReleased: scene.isReleased, people, value }));
    }
  }

  /** Publishes under embargo, with a reason for every warning. Without totals that are held back it is refused. */
  private async publishHeld(phase: string, namedReaders: readonly string[]): Promise<void> {
    const until = { embargoUntil: '2089-03-06T12:00:00Z', namedReaders };
    const input = { phase, ...until, kind: 'REVISION', note: 'More came in.' };
    const found = await this.post(COORDINATOR, documentOf('publishRelease', { input }), { input });
    const { data } = JSON.parse(found) as { data: { publishRelease: { problems?: Problem[] } } };
    const all = data.publishRelease.problems ?? [];
    const warnings = new Set(all.filter(({ severity }) => severity === 'WARNING').map(({ code }) => code));
    const acknowledgements = [...warnings].map((code) => ({ code, reason: 'It is so.' }));
    await this.step(COORDINATOR, 'publishRelease', { input: { ...input, acknowledgements } });
  }

  private async share(name: string, { kind, version, value }: SharedMove): Promise<void> {
    const key = { phase: name, force: OWN_FORCE };
    const ofVersion = { ...key, version };
    switch (kind) {
      case 'ASK':
        return this.step(COORDINATOR, 'queryReturn', { ...ofVersion, question: 'Is that so?' });
      case 'ACCEPT':
        // With a release under embargo, of which force A knows nothing, the coordinator could not accept such a version.
        return (await this.withholds(ofVersion)) ? undefined : this.accept(ofVersion);
      case 'UNDO':
        return this.step(COORDINATOR, 'undoAcceptance', { ...ofVersion, reason: 'Too early.' });
      case 'ENTER': {
        const input = { ...key, figures: [{ measure: 'arrests', value }], reason: 'By telephone.' };
        return this.step(COORDINATOR, 'submitReturn', { input });
      }
    }
  }

  /** Whether a version of force A withholds a figure. It is the same in both worlds. */
  private async withholds({ phase, version }: { phase: string; version: number }): Promise<boolean> {
    const rows = await this.service.database.asOwner(
      `SELECT FROM results r JOIN return_versions v ON v.id = r.version_id
       WHERE v.phase = $1 AND v.force = $2 AND v.version = $3 AND r.withheld_until IS NOT NULL LIMIT 1`,
      [phase, OWN_FORCE, version],
    );
    return rows.length > 0;
  }

  private accept(ofVersion: object): Promise<void> {
    return this.step(COORDINATOR, 'acceptReturn', { ...ofVersion, withoutSignOff: 'Nobody is there.' });
  }

  /** Takes a step, whatever the outcome, as long as there is an answer. */
  private async step(token: string, field: string, args: object): Promise<void> {
    const body = await this.post(token, documentOf(field, args), args);
    if (/INTERNAL_ERROR|GRAPHQL_VALIDATION_FAILED/.test(body))
      throw new Error(`${field} was not answered: ${body.slice(0, 500)}`);
  }

  private async post(token: string, query: string, variables: object): Promise<string> {
    const response = await fetch(`${this.service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return response.text();
  }

  /** The newest version of a return. */
  private async current(phase: string, force: string): Promise<object> {
    const [row] = await this.service.database.asOwner<{ version: number }>(
      'SELECT versions AS version FROM returns WHERE phase = $1 AND force = $2',
      [phase, force],
    );
    return { phase, force, version: row?.version ?? 1 };
  }

  /** An id that differs between the worlds; an unknown one if there is none. */
  private async idOf(named: Named, phase: string): Promise<string> {
    const { database } = this.service;
    const [row] =
      named === 'DEPUTY'
        ? await database.asOwner<{ id: string }>('SELECT max(id) AS id FROM deputies')
        : await database.asOwner<{ id: string }>(
            'SELECT max(id) AS id FROM questions WHERE phase = $1 AND (force = $2) = $3',
            [phase, OWN_FORCE, named === 'OWN_QUESTION'],
          );
    return row?.id ?? '999999';
  }
}

const COORDINATOR = 'demo-coordinator';

const INSTANT = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"/g;
const ID = /"id":"\d+"/g;

/**
 * An answer without what may differ: instants, and the ids of questions and deputies, which are numbered across all
 * forces.
 */
export function comparable(answer: string): string {
  return answer.replace(INSTANT, '"<instant>"').replace(ID, '"id":"<id>"');
}
