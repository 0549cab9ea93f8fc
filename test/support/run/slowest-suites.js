import { relative } from 'node:path';

const MOST = 10;

/** Ends a run of many suites with the ten that took longest. */
export default class SlowestSuites {
  /** @param {unknown} _ @param {import('jest').AggregatedResult} results */
  onRunComplete(_, { testResults }) {
    if (testResults.length <= MOST) return;
    const seconds = ({ perfStats: { start, end } }) => (end - start) / 1000;
    const slowest = testResults.toSorted((one, other) => seconds(other) - seconds(one)).slice(0, MOST);
    const lines = slowest.map(
      (suite) => `${seconds(suite).toFixed(1).padStart(7)} s  ${relative('.', suite.testFilePath)}`,
    );
    console.log(`\nThe ${MOST} slowest of ${testResults.length} suites:\n${lines.join('\n')}`);
  }
}
