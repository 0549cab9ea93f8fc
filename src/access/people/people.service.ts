import { Injectable } from '@nestjs/common';
import { notFound } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { AccessAudit } from '../access-audit.js';
import type { Actor } from '../domain/actor.js';
import type { Person } from '../domain/person.js';
import { PeopleRepository } from './people.repository.js';

/** The names of people. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleRepository,
    private readonly audit: AccessAudit,
  ) {}

  /**
   * Erases a person's name permanently. The record of what they did stays, under their id, and their token still works.
   * If the name is erased already, nothing changes and nothing is recorded.
   *
   * @throws CodedError NOT_FOUND
   */
  async eraseName(actor: Actor, id: string): Promise<Person> {
    return this.transactions.run(actor, async (tx) => {
      if (!(await this.people.isKnown(tx, id))) {
        throw notFound('person', id);
      }
      if (await this.people.erase(tx, id)) {
        this.audit.record(tx, actor, { action: 'NAME_ERASED', details: { person: id } });
      }
      return { id, name: null };
    });
  }
}
