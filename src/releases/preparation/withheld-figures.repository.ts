import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { forceFields, type Force } from '../../dictionary/index.js';

/** A measure that a force withholds now. */
export interface WithheldFigure {
  readonly force: Pick<Force, 'code' | 'name'>;
  /** The code of the measure. */
  readonly measure: string;
  readonly until: Date;
}

/** The SQL of figures that are withheld. */
@Injectable()
export class WithheldFiguresRepository {
  /** What is withheld of the accepted returns of a phase, by force and measure, as far as the caller may see it. */
  async ofPhase(tx: EntityManager, phase: string): Promise<WithheldFigure[]> {
    return tx.query<WithheldFigure[]>(
      `SELECT json_build_object(${forceFields('f')}) AS force, r.measure, r.withheld_until AS until
       FROM counting_versions($1, 'ACCEPTED', 'infinity') c
       JOIN results r ON r.version_id = c.version_id AND r.part IS NULL
       JOIN forces f ON f.code = r.force
       WHERE r.withheld_until > instant_now() ORDER BY f.code, r.measure`,
      [phase],
    );
  }
}
