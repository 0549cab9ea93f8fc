import type * as BuiltFiles from './built-files.js';

/* Named as it is on disk, because Jest's mapping of names does not apply to this file. */
const BUILT_FILES = './built-files.ts';

/** What suites without a database need before they run: that what was built is what the sources say. */
export default async function setUp(): Promise<void> {
  const { checkBuiltFiles } = (await import(BUILT_FILES)) as typeof BuiltFiles;
  await checkBuiltFiles();
}
