import type { MigrationInterface, QueryRunner } from 'typeorm';
import { noting, recordRows } from './contents/recording.js';

/** The class that each of these drugs had from the beginning on, and the last day of it, as earlier releases had them. */
const FROM_THE_BEGINNING: readonly (readonly [part: string, drugClass: string, until: string])[] = [
  ['methamphetamine', 'A', 'infinity'],
  ['magic-mushrooms', 'A', 'infinity'],
  ['cannabis', 'B', 'infinity'],
  ['cannabis-resin', 'B', 'infinity'],
  ['cannabis-products', 'B', 'infinity'],
  ['ketamine', 'C', '2014-06-09'],
  ['ghb', 'C', '2022-04-12'],
  ['synthetic-cannabinoids', 'B', 'infinity'],
  ['synthetic-cathinones', 'B', 'infinity'],
];

const PARTS = FROM_THE_BEGINNING.map(([part]) => `'${part}'`).join(', ');

/**
 * These drugs were in another class, or in none, before a day since 2000. The next start adds their classes with the right
 * days from `src/dictionary/data/breakdowns.csv`, but it changes no first day and no class of a row that is there. So the rows
 * without a first day are removed.
 */
export class DrugClasses1000000000025 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    const gone = `breakdown = 'drug' AND part IN (${PARTS}) AND valid_from = '-infinity'`;
    // The triggers of this table note no removal.
    const line = `jsonb_build_array('part_classes', jsonb_build_array(breakdown, part, valid_from)::text, NULL)::text`;
    await runner.query(`DO $$
      BEGIN
        ${noting(`SELECT ${line} AS line FROM part_classes WHERE ${gone}`)};
      END $$`);
    await runner.query(`DELETE FROM part_classes WHERE ${gone}`);
    await recordRows(runner, 'drug-classes', ['part_classes']);
  }

  /** To go back with a record that verifies, restore a dump: see the migration recorded-contents. */
  public async down(runner: QueryRunner): Promise<void> {
    // The release before knows classes from later days, but none from a day before 2014.
    await runner.query(`
      DELETE FROM part_classes WHERE breakdown = 'drug' AND part IN (${PARTS}) AND valid_from < '2014-01-01'`);
    const rows = FROM_THE_BEGINNING.map((row) => `(${row.map((cell) => `'${cell}'`).join(', ')})`).join(', ');
    await runner.query(`
      INSERT INTO part_classes (breakdown, part, drug_class, valid_until)
      SELECT p.breakdown, p.code, old.drug_class, old.valid_until::date
      FROM (VALUES ${rows}) old (part, drug_class, valid_until)
      JOIN parts p ON p.breakdown = 'drug' AND p.code = old.part`);
  }
}
