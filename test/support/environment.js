import { TestEnvironment } from 'jest-environment-node';

const DIST = new URL('../../dist/', import.meta.url);

/**
 * Jest's environment for Node, with the built service in reach of every suite. Jest loads what a suite imports anew for
 * each suite, which takes seconds for Nest and TypeORM, and never releases it (jestjs/jest#14605). This file runs outside
 * of that: what it imports is loaded once for each worker.
 */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.importBuilt = (specifier) =>
      import(specifier.startsWith('.') ? new URL(specifier, DIST).href : specifier);
  }
}
