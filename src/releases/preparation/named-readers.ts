import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdentitiesService, rolesWith, type Actor, type Person } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { CodedError, cut } from '../../common/errors.js';
import type { Page } from '../../common/page.js';
import { problem, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { OperationsService } from '../../operations/index.js';
import { ReadersRepository, type ReadRow } from './readers.repository.js';

/** The people who are named now, or the problems that prevented the change. */
export type ReadersOutcome = { readonly readers: readonly Person[] } | { readonly problems: readonly Problem[] };

/** People who are named for releases under embargo, and what they have read. */
@Injectable()
export class NamedReaders {
  constructor(
    private readonly transactions: Transactions,
    private readonly identities: IdentitiesService,
    private readonly operations: OperationsService,
    private readonly readers: ReadersRepository,
    private readonly audit: Audit,
  ) {}

  /** The problems with people who are to be named: each must be active, in a role that reads releases. */
  async problemsWith(people: readonly string[]): Promise<Problem[]> {
    const active = await this.identities.activeAmong(people);
    const roles = rolesWith('READ_RELEASES');
    return [...new Set(people)].flatMap((id): Problem[] => {
      const role = active.get(id);
      if (role === undefined) {
        return [problem('PERSON_NOT_KNOWN', `There is no active person "${cut(id)}". Check the id.`)];
      }
      if (roles.includes(role)) return [];
      const message = `"${cut(id)}" has the role ${role}, which does not read releases. Name people with one of: ${roles.join(', ')}.`;
      return [problem('PERSON_NOT_SUITABLE', message)];
    });
  }

  /**
   * Who is named for every release of an operation that is under embargo, by id.
   *
   * @throws CodedError NOT_FOUND for an unknown operation
   */
  async ofOperation(actor: Actor, operation: string): Promise<Person[]> {
    return this.transactions.run(
      actor,
      async (tx) => {
        await this.operations.assertKnown(tx, { operations: [operation] });
        return this.readers.ofOperation(tx, operation);
      },
      { readOnly: true },
    );
  }

  /** These people and those who are named for every release of an operation, by id. */
  async withListed(tx: EntityManager, operation: string, people: readonly string[]): Promise<string[]> {
    const listed = await this.readers.ofOperation(tx, operation);
    return [...new Set([...people, ...listed.map(({ id }) => id)])].sort();
  }

  /**
   * Sets who is named for every release of an operation that is published under embargo from now on.
   *
   * @throws CodedError NOT_FOUND for an unknown operation
   */
  async setOfOperation(actor: Actor, operation: string, people: readonly string[]): Promise<ReadersOutcome> {
    const problems = await this.problemsWith(people);
    return this.transactions.run(actor, async (tx) => {
      await this.operations.assertKnown(tx, { operations: [operation] });
      if (problems.length > 0) return { problems };
      await this.readers.setOfOperation(tx, operation, people);
      const details = { operation, people: [...new Set(people)].sort() };
      this.audit.record(tx, actor, { action: 'RELEASE_READERS_SET', details });
      return { readers: await this.readers.ofOperation(tx, operation) };
    });
  }

  /**
   * A page of the readings of a phase's drafts and releases under embargo by people named for them, newest first.
   *
   * @throws CodedError NOT_FOUND for an unknown phase; BAD_USER_INPUT if the page begins after an unknown reading
   */
  async reads(actor: Actor, phase: string, page: Page): Promise<ReadRow[]> {
    return this.transactions.run(
      actor,
      async (tx) => {
        await this.operations.assertKnown(tx, { phases: [phase] });
        if (page.after != null && !(await this.readers.isRead(tx, phase, page.after))) {
          throw new CodedError('BAD_USER_INPUT', `'after' must be the id of a reading, not '${cut(page.after)}'.`);
        }
        return this.readers.reads(tx, phase, page);
      },
      { readOnly: true },
    );
  }
}
