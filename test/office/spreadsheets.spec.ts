import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { sheetsOf } from '../../src/releases/exports/spreadsheet/sheets.js';
import { isNumber, textOf, type Cell } from '../../src/releases/exports/spreadsheet/sheet.js';
import type { ReleaseContent } from '../../src/releases/domain/index.js';
import { acceptedPhase, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { mustPublish } from '../support/api/releases-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* The spreadsheets of a release, opened by LibreOffice. */

const PHASE = 'office';

let service: TestService;
let folder: string;

beforeAll(async () => {
  service = await startTestService();
  folder = await mkdtemp(join(tmpdir(), 'scorpion-office-'));
  await acceptedPhase(service, PHASE, {
    figures: [
      { measure: 'arrests', value: 26, qualifier: 'AT_LEAST' },
      { measure: 'cash-seized', value: 20_738.5 },
      { measure: 'weapons-seized', value: 9 },
      { measure: 'weapons-seized', breakdown: 'knife', value: 4 },
      { measure: 'drugs-weight', breakdown: 'cannabis', value: 130.25 },
      { measure: 'people-safeguarded', value: 11 },
      { measure: 'people-safeguarded', breakdown: 'child', value: 6 },
    ],
  });
  const note = '=1+1 "quoted"\n@SUM(A1:A9)';
  await mustPublish(service, { phase: PHASE, kind: 'REVISION', note, acknowledgements: [WITHOUT_SIGN_OFF] });
});

afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

async function download(file: string): Promise<Buffer> {
  const headers = { authorization: 'Bearer demo-press' };
  const response = await fetch(`${service.url}/api/releases/${PHASE}.${file}`, { headers });
  expect([file, response.status]).toEqual([file, 200]);
  return Buffer.from(await response.arrayBuffer());
}

/** Converts a file, with a profile of its own, and gives the names of what LibreOffice made. */
async function convert(file: string, to: string): Promise<string[]> {
  const before = await readdir(folder);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const soffice = process.env['SOFFICE_PATH'] ?? '';
  await promisify(execFile)(soffice, [
    profile,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    folder,
    join(folder, file),
  ]);
  return (await readdir(folder)).filter((name) => !before.includes(name) && name !== 'profile');
}

/** What a reader of the sheet sees, as CSV has it. */
const shown = (cell: Cell): string => (isNumber(cell) ? String(cell.number) : textOf(cell));

/** Each sheet as CSV, with numbers as they are: token 9 is off, "save cell content as shown". */
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';

describe.each(['xlsx', 'ods'])('the %s file', (type) => {
  it('has the same values in LibreOffice, and no cell that was run', async () => {
    await writeFile(join(folder, `release.${type}`), await download(type));
    const made = await convert(`release.${type}`, CSV);
    const content = JSON.parse((await download('json')).toString()) as ReleaseContent;
    const sheets = sheetsOf(content);
    expect(made).toHaveLength(sheets.length);
    for (const { name, title, tables } of sheets) {
      const rows: string[][] = parse(await readFile(join(folder, `release-${name}.csv`)), { relax_column_count: true });
      expect([name, rows[0]?.[0]]).toEqual([name, title]);
      const filled = rows.map((row) => row.join('|').replace(/\|+$/, ''));
      for (const table of tables) {
        for (const cells of [table.columns.map(({ header }) => header), ...table.rows]) {
          expect(filled).toContain(cells.map(shown).join('|'));
        }
      }
    }
    for (const file of made) await rm(join(folder, file));
  });

  it('becomes a PDF', async () => {
    await writeFile(join(folder, `printed.${type}`), await download(type));
    expect(await convert(`printed.${type}`, 'pdf')).toEqual(['printed.pdf']);
    expect((await readFile(join(folder, 'printed.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    await rm(join(folder, 'printed.pdf'));
  });
});
