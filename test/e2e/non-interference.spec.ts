import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortOrFull } from '../support/run/full-run.js';
import { argumentsOf, ROOT_FIELDS } from '../support/non-interference/documents.js';
import { READS, REQUESTS } from '../support/non-interference/requests.js';
import { aScene } from '../support/non-interference/scenes.js';
import { aHiddenMove, aSequence, comparable, World } from '../support/non-interference/worlds.js';

/*
 * Who learns what (src/README.md, "Two bases"): two worlds that differ only in what a caller may not see give that caller the
 * same answers, refusals and warnings included. Here the caller is the analyst, the approver or the commissioner's
 * office of one force, or a press officer. What they may not see is all that other forces have drafted, sent, withdrawn
 * and been asked, as long as it is not accepted, the figures that others withhold, and what is accepted of a phase whose
 * totals are held back; releases under embargo, drafts of releases, and who is named for them; and what only the
 * coordinator reads.
 */
const SEED = 20_261_129;

let worlds: readonly [World, World];
let scenes = 0;

beforeAll(async () => {
  worlds = await Promise.all([World.start(0), World.start(1)]);
});
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.stop()));
});

const newName = (): string => {
  scenes += 1;
  return `scene-${scenes}`;
};

const readAll = (world: World, name: string): Promise<string[]> =>
  Promise.all(READS.map((read) => world.answer(name, read)));

describe("two worlds that differ in what a force's people may not see", () => {
  it('are queried through every root field of the schema', () => {
    expect(Object.keys(REQUESTS).toSorted()).toEqual([...ROOT_FIELDS.keys()].toSorted());
  });

  it.each(Object.entries(REQUESTS))('are queried with every argument of %s', (field, [, args]) => {
    expect(Object.keys(fc.sample(args, { numRuns: 1, seed: SEED })[0]!).toSorted()).toEqual(
      argumentsOf(field).toSorted(),
    );
  });

  it('give the same answers to any sequence of requests, byte for byte except ids and instants', async () => {
    await fc.assert(
      fc.asyncProperty(aSequence, async ({ scene, turns }) => {
        const name = newName();
        await Promise.all(worlds.map((world) => world.setUp(name, scene)));
        for (const turn of turns) {
          const answers = await Promise.all(worlds.map((world) => world.takeTurn(name, scene, turn)));
          const [one, other] = answers.map(comparable);
          expect(one).toBe(other);
          // An answer that the service could not give would distinguish the worlds no more than a bad document.
          expect(one).not.toMatch(/INTERNAL_ERROR|GRAPHQL_VALIDATION_FAILED|QUERY_TOO_COMPLEX/);
        }
      }),
      { seed: SEED, numRuns: shortOrFull(3, 200), endOnFailure: true },
    );
  }, 900_000);

  it("give the same answers to all that reads what others may change, other forces' withheld figures included", async () => {
    await fc.assert(
      fc.asyncProperty(aScene, async (scene) => {
        const name = newName();
        const answers = worlds.map(async (world) => {
          await world.setUp(name, scene);
          return readAll(world, name);
        });
        const [one, other] = await Promise.all(answers);
        expect(one?.map(comparable)).toEqual(other?.map(comparable));
      }),
      { seed: SEED, numRuns: shortOrFull(1, 20), endOnFailure: true },
    );
  }, 900_000);

  it('give the same answers before and after changes that may not be seen, instants included', async () => {
    const [world] = worlds;
    await fc.assert(
      fc.asyncProperty(aScene, fc.array(aHiddenMove, { minLength: 4, maxLength: 8 }), async (scene, moves) => {
        const name = newName();
        await world.setUp(name, scene);
        const before = await readAll(world, name);
        for (const move of moves) await world.hide(name, scene, move);
        expect(await readAll(world, name)).toEqual(before);
      }),
      { seed: SEED, numRuns: shortOrFull(1, 20), endOnFailure: true },
    );
  }, 900_000);
});
