import type { MigrationInterface, QueryRunner } from 'typeorm';

const FROZEN = [
  'phase',
  'version',
  'kind',
  'note',
  'published_at',
  'as_at',
  'embargo_until',
  'content',
  'content_hash',
];
const frozenOf = (row: string): string => `(${FROZEN.map((column) => `${row}.${column}`).join(', ')})`;

/** A release may come out earlier, until one withdrawal. */
const BY_TIMES = `
  NEW.opens_at <= OLD.opens_at
  AND (OLD.withdrawn_at IS NULL OR (NEW.opens_at, NEW.withdrawn_at) = (OLD.opens_at, OLD.withdrawn_at))`;

/** A withdrawal is not later than now; of a release that is out, not before it came out. */
const BY_CLOCK = `
  AND (NEW.withdrawn_at IS NOT DISTINCT FROM OLD.withdrawn_at
    OR NEW.withdrawn_at <= instant_now() AND (NEW.withdrawn_at >= NEW.opens_at OR NEW.opens_at > instant_now()))`;

/**
 * A release that is out and is withdrawn has to stay visible as withdrawn. With a time of withdrawal before it came out it
 * would vanish as if it had never been there.
 */
export class WithdrawalByClock1000000000023 implements MigrationInterface {
  public async up(runner: QueryRunner): Promise<void> {
    await this.keep(runner, `${BY_TIMES} ${BY_CLOCK}`);
  }

  public async down(runner: QueryRunner): Promise<void> {
    await this.keep(runner, BY_TIMES);
  }

  /** @param condition of a change that leaves what is frozen as it is */
  private async keep(runner: QueryRunner, condition: string): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF ${frozenOf('OLD')} IS NOT DISTINCT FROM ${frozenOf('NEW')} AND ${condition} THEN
            RETURN NEW;
          END IF;
        END IF;
        RAISE insufficient_privilege USING MESSAGE = format('%s of releases is refused: a release is frozen.', TG_OP);
      END $$`);
  }
}
