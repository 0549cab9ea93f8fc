import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { prepared } from '../../database/index.js';
import type { MeasureUnit } from '../../dictionary/index.js';
import type { CurrentReturn, StoredResult } from '../domain/index.js';
import { resultFields } from '../reading/reading-statements.js';
import { exact, type AmountRow } from '../reading/reading.repository.js';

interface CurrentRow {
  readonly phase: string;
  readonly force: string;
  readonly results: readonly AmountRow<StoredResult & { readonly unit: MeasureUnit }>[];
  readonly unusual: readonly string[];
}

/**
 * current: the current version of each return for these phases.
 * OFFSET 0 makes the planner read the rows of these versions only; without it, it may read the whole table.
 */
const CURRENT = prepared(
  'current-returns',
  `
  WITH current AS (
    SELECT own.phase, own.force, version.id, version.problems
    FROM returns own
    JOIN return_versions version ON version.phase = own.phase AND version.force = own.force
      AND version.version = own.standing
    WHERE own.phase = ANY ($1)
  )
  SELECT current.phase, current.force,
    (SELECT coalesce(json_agg(json_build_object(${resultFields('r')}, 'unit', m.unit) ORDER BY m.position, r.id), '[]')
     FROM (SELECT * FROM results WHERE version_id = current.id OFFSET 0) r
     JOIN measures m ON m.code = r.measure) AS results,
    ARRAY(SELECT DISTINCT found ->> 'measure' FROM jsonb_array_elements(current.problems) found
      WHERE found ->> 'code' = 'UNUSUAL_VALUE' AND found ->> 'measure' IS NOT NULL) AS unusual
  FROM current ORDER BY current.phase, current.force`,
);

/** The SQL that reads the current versions of all forces, accepted or not. */
@Injectable()
export class ComparisonRepository {
  /** The current versions for several phases, by phase, in one statement. For callers who may read all of them. */
  async currentReturns(tx: EntityManager, phases: readonly string[]): Promise<ReadonlyMap<string, CurrentReturn[]>> {
    const rows = await tx.query<CurrentRow[]>(CURRENT, [phases]);
    const byPhase = new Map<string, CurrentReturn[]>(phases.map((phase) => [phase, []]));
    for (const { phase, force, results, unusual } of rows) {
      byPhase.get(phase)?.push({ force, results: results.map(exact), unusual: new Set(unusual) });
    }
    return byPhase;
  }
}
