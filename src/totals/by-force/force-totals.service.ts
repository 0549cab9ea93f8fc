import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import type { Measure } from '../../dictionary/index.js';
import { OperationsService, phaseOf, type Phase } from '../../operations/index.js';
import { cellOf, type Cell } from '../shared/cell.js';
import type { Basis } from '../domain/index.js';
import type { CellRow } from '../regional/totals.repository.js';
import { ForceTotalsRepository, type ForcePhaseRow, type ForceTotalsFilter } from './force-totals.repository.js';
import { assertMayRead, basisOf } from '../shared/totals.policy.js';

/** One force's line in each of the totals for one phase. */
export interface ForcePhase extends Omit<ForcePhaseRow, 'phase' | 'cells'> {
  readonly phase: Phase;
  readonly cells: readonly (Cell & Pick<CellRow, 'withheld' | 'changedAfterFinal'> & { readonly measure: Measure })[];
}

/** Reads one force's lines across phases. */
@Injectable()
export class ForceTotalsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly repository: ForceTotalsRepository,
  ) {}

  /**
   * A force's line in the totals of every phase in which it is a participant, by the phase's first day, then its code.
   * A line is the same as in the totals of its phase; nothing is added up over phases.
   *
   * @throws CodedError NOT_FOUND for an unknown force or operation; FORBIDDEN for a basis that the caller may not read
   *   (a force may read either basis for itself); BAD_USER_INPUT for unknown measures, an unknown phase in `after`, and
   *   a `from` later than `to`
   */
  async forceTotals(
    actor: Actor,
    { basis: asked, ...query }: Omit<ForceTotalsFilter, 'basis'> & { readonly basis: Basis | null },
  ): Promise<ForcePhase[]> {
    const basis = asked ?? basisOf(actor);
    const filter = { ...query, basis };
    const rows = await this.transactions.run(
      actor,
      async (tx) => {
        await this.operations.assertKnown(tx, {
          forces: [filter.force],
          operations: filter.operation === null ? [] : [filter.operation],
          measures: filter.measures ?? [],
        });
        if (actor.force !== filter.force) assertMayRead(actor, basis);
        await this.operations.assertPage(tx, filter, filter.after);
        return this.repository.ofForce(tx, filter);
      },
      { readOnly: true },
    );
    return rows.map(({ phase, cells, ...row }) => ({
      ...row,
      phase: phaseOf(phase),
      cells: cells.map(({ measure, withheld, changedAfterFinal, ...cell }) => ({
        measure,
        withheld,
        changedAfterFinal,
        ...cellOf(cell),
      })),
    }));
  }
}
