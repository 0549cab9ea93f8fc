import Sequencer from '@jest/test-sequencer';

/** The suites that take over a minute in a full run, the longest first. */
const LONGEST = [
  'faults/worst-queries',
  'db/lifecycle-model',
  'e2e/non-interference',
  'faults/malformed',
  'db/lifecycle-races',
  'db/totals-property',
  'faults/kill',
  'browser/phase-pages',
  'browser/explorer',
  'faults/start-signals',
  'faults/two-processes',
  'faults/readiness',
].map((name) => `/test/${name}.spec.ts`);

/**
 * In a full run, starts the longest suites first, because one that starts last runs alone at the end. Jest orders by
 * size where it has not measured how long a suite takes, as in a fresh clone; a long suite is often a small file.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    if (process.env.TEST_FULL_RUN !== 'true') return super.sort(tests);
    const isOne = (name) => (test) => test.path.endsWith(name);
    const first = LONGEST.flatMap((name) => tests.filter(isOne(name)));
    return [...first, ...super.sort(tests.filter((test) => !first.includes(test)))];
  }
}
