import { Injectable } from '@nestjs/common';
import { PublicReferences, type Actor } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import { OperationsService } from '../reading/operations.service.js';

/** Finds the public codes in the arguments of a call by the names that they have everywhere in the schema. */
@Injectable()
export class ReferenceCodes extends PublicReferences {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
  ) {
    super();
  }

  async assertKnown(actor: Actor, args: Readonly<Record<string, unknown>>): Promise<void> {
    const { input } = args;
    const named = typeof input === 'object' && input !== null ? { ...args, ...input } : args;
    const codes = {
      phases: textsOf(named, 'phase'),
      forces: textsOf(named, 'force'),
      measures: textsOf(named, 'measures'),
      operations: textsOf(named, 'operation'),
      measure: textsOf(named, 'measure'),
    };
    await this.transactions.run(actor, (tx) => this.operations.assertKnown(tx, codes), { readOnly: true });
  }
}

function textsOf(named: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = named[name];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}
