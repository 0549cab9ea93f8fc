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

/** Their classes with the right days. The last class of ketamine and of GHB is stored already. */
const RIGHT: readonly (readonly [part: string, drugClass: string, from: string, until: string])[] = [
  ['methamphetamine', 'B', '-infinity', '2007-01-17'],
  ['methamphetamine', 'A', '2007-01-18', 'infinity'],
  ['magic-mushrooms', 'A', '2005-07-18', 'infinity'],
  ['cannabis', 'B', '-infinity', '2004-01-28'],
  ['cannabis', 'C', '2004-01-29', '2009-01-25'],
  ['cannabis', 'B', '2009-01-26', 'infinity'],
  ['cannabis-resin', 'B', '-infinity', '2004-01-28'],
  ['cannabis-resin', 'C', '2004-01-29', '2009-01-25'],
  ['cannabis-resin', 'B', '2009-01-26', 'infinity'],
  ['cannabis-products', 'C', '2004-01-29', '2009-01-25'],
  ['cannabis-products', 'B', '2009-01-26', 'infinity'],
  ['ketamine', 'C', '2006-01-01', '2014-06-09'],
  ['ghb', 'C', '2009-12-23', '2022-04-12'],
  ['synthetic-cannabinoids', 'B', '2009-12-23', 'infinity'],
  ['synthetic-cathinones', 'B', '2010-04-16', 'infinity'],
];

const valuesOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `(${row.map((cell) => `'${cell}'`).join(', ')})`).join(', ');

const PARTS = FROM_THE_BEGINNING.map(([part]) => `'${part}'`).join(', ');

/**
 * These drugs were in another class, or in none, before a day since 2000. A start adds rows from
 * `src/dictionary/data/breakdowns.csv`, but it changes no first day and no class of a row that is there. So the rows without a
 * first day are replaced here. In a new database there are none yet.
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
    await runner.query(`
      INSERT INTO part_classes (breakdown, part, drug_class, valid_from, valid_until)
      SELECT p.breakdown, p.code, new.drug_class, new.valid_from::date, new.valid_until::date
      FROM (VALUES ${valuesOf(RIGHT)}) new (part, drug_class, valid_from, valid_until)
      JOIN parts p ON p.breakdown = 'drug' AND p.code = new.part`);
    await recordRows(runner, 'drug-classes', ['part_classes']);
  }

  /** To go back with a record that verifies, restore a dump: see the migration recorded-contents. */
  public async down(runner: QueryRunner): Promise<void> {
    // The release before knows classes from later days, but none from a day before 2014.
    await runner.query(`
      DELETE FROM part_classes WHERE breakdown = 'drug' AND part IN (${PARTS}) AND valid_from < '2014-01-01'`);
    await runner.query(`
      INSERT INTO part_classes (breakdown, part, drug_class, valid_until)
      SELECT p.breakdown, p.code, old.drug_class, old.valid_until::date
      FROM (VALUES ${valuesOf(FROM_THE_BEGINNING)}) old (part, drug_class, valid_until)
      JOIN parts p ON p.breakdown = 'drug' AND p.code = old.part`);
  }
}
