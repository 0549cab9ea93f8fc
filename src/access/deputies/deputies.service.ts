import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CodedError, cut, notFound } from '../../common/errors.js';
import type { Page } from '../../common/page.js';
import { personalDataProblems, written } from '../../common/personal-data.js';
import { problem, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { AccessAudit, type AccessChange } from '../access-audit.js';
import { DeputiesPolicy } from './deputies.policy.js';
import { DeputiesRepository, type DeputiesFilter, type Deputy } from './deputies.repository.js';
import type { Actor } from '../domain/actor.js';
import { appointmentProblems, DEPUTISED_ROLES, type Appointment } from '../domain/deputy.js';
import type { Capable } from '../identities/identities.repository.js';
import { IdentitiesService } from '../identities/identities.service.js';
import { PublicReferences } from '../authorization/public-references.js';

/**
 * The result of appointing a deputy or ending an appointment: the appointment with warnings about the reason, or all
 * problems that prevented it.
 */
export type DeputyOutcome =
  { readonly deputy: Deputy; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

/** Appoints deputies and ends appointments. Authentication reads at each request which roles a deputy may act in. */
@Injectable()
export class DeputiesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly references: PublicReferences,
    private readonly policy: DeputiesPolicy,
    private readonly identities: IdentitiesService,
    private readonly deputies: DeputiesRepository,
    private readonly audit: AccessAudit,
  ) {}

  /**
   * A page of the appointments that the actor may see: the coordinator all, an approver those of their own force, and
   * everybody their own.
   *
   * @throws CodedError NOT_FOUND for an unknown force; BAD_USER_INPUT if `after` is not the id of such an appointment
   */
  async list(actor: Actor, filter: DeputiesFilter, page: Page): Promise<Deputy[]> {
    await this.references.assertKnown(actor, { force: filter.force });
    return this.transactions.run(
      actor,
      async (tx) => {
        if (page.after != null && (await this.deputies.find(tx, page.after)) === null) {
          throw new CodedError('BAD_USER_INPUT', `'after' must be the id of a deputy, not '${cut(page.after)}'.`);
        }
        return this.deputies.list(tx, filter, page);
      },
      { readOnly: true },
    );
  }

  /**
   * A page of the people whom the actor may appoint, by id. The coordinator may appoint any analyst, approver or
   * coordinator, and an approver those of their own force; nobody may appoint themselves.
   *
   * @throws CodedError NOT_FOUND for an unknown force; FORBIDDEN if an approver asks for another force; BAD_USER_INPUT
   *   if `after` is not the id of a person whom they may appoint
   */
  async candidates(actor: Actor, force: string | null, page: Page): Promise<Capable[]> {
    await this.references.assertKnown(actor, { force });
    this.policy.assertMayAppoint(actor, { role: null, force });
    const filter = { roles: DEPUTISED_ROLES, force: actor.force ?? force, except: actor.id };
    const found = await this.identities.inRoles(filter, page);
    if (found === null) {
      throw new CodedError(
        'BAD_USER_INPUT',
        `'after' must be the id of a person whom you may appoint, not '${cut(page.after ?? '')}'.`,
      );
    }
    return found;
  }

  /**
   * Appoints a deputy for some days.
   *
   * @throws CodedError NOT_FOUND for an unknown force; FORBIDDEN for a role that the actor may not give
   */
  async appoint(actor: Actor, sent: Appointment): Promise<DeputyOutcome> {
    await this.references.assertKnown(actor, { force: sent.force });
    this.policy.assertMayAppoint(actor, sent);
    const who = await this.identities.find(sent.person);
    return this.transactions.run(actor, async (tx) => {
      await this.deputies.lock(tx, sent.person);
      const context = { by: actor, who, ...(await this.deputies.around(tx, sent)) };
      const problems = appointmentProblems(sent, context);
      if (problems.length > 0) {
        return { problems };
      }
      const id = await this.deputies.add(tx, sent, actor.id);
      const warnings = personalDataProblems([written('The reason', sent.reason)], 'LASTING');
      return { deputy: await this.recorded(tx, actor, id, 'DEPUTY_APPOINTED'), warnings };
    });
  }

  /**
   * Ends an appointment early, even before its first day. It has no effect from the next request on.
   *
   * @throws CodedError NOT_FOUND if it does not exist or the actor may not see it; FORBIDDEN if the actor may not end
   *   it
   */
  async end(actor: Actor, id: string): Promise<DeputyOutcome> {
    return this.transactions.run(actor, async (tx) => {
      const found = await this.deputies.find(tx, id);
      if (found === null) {
        throw notFound('deputy', id);
      }
      this.policy.assertMayAppoint(actor, found);
      if (!(await this.deputies.end(tx, id, actor.id))) {
        const message = `This appointment, for ${found.from} to ${found.until}, has already ended.`;
        return { problems: [problem('DEPUTY_OVER', `${message} There is nothing to do.`)] };
      }
      return { deputy: await this.recorded(tx, actor, id, 'DEPUTY_ENDED'), warnings: [] };
    });
  }

  /** Records the change. @returns the appointment as it is now */
  private async recorded(tx: EntityManager, actor: Actor, id: string, action: AccessChange['action']): Promise<Deputy> {
    const deputy = await this.deputies.find(tx, id);
    if (deputy === null) {
      throw new Error('A deputy who was just appointed or ended is not there.');
    }
    const { role, force, from, until } = deputy;
    const details = { deputy: id, person: deputy.person.id, role, from, until };
    this.audit.record(tx, actor, { action, force, details });
    return deputy;
  }
}
