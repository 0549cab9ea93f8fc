import { TestEnvironment } from 'jest-environment-node';

const DIST = new URL('../../../dist/', import.meta.url);

/**
 * Jest's environment for Node, which gives every suite the built service. Jest loads imported modules again for each
 * suite, which takes seconds for Nest and TypeORM, and never releases them (jestjs/jest#14605). This file runs outside
 * Jest's modules, so what it imports is loaded once for each worker.
 */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    // So that what a suite makes of these is one of them for the service too (`instanceof`).
    Object.assign(this.global, { Date, Error, TypeError, RangeError, AggregateError });
    this.global.importBuilt = (specifier) =>
      import(specifier.startsWith('.') ? new URL(specifier, DIST).href : specifier);
  }
}
