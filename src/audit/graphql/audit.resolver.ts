import { Args, Query, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { pageCost } from '../../platform/graphql/index.js';
import { AuditEntriesService } from '../audit-entries.service.js';
import { AuditEntriesArgs } from './audit-entries.args.js';
import { entryOf, filterOf } from './audit.mapper.js';
import { AuditEntryType } from './audit.types.js';

@Resolver()
export class AuditResolver {
  constructor(private readonly entries: AuditEntriesService) {}

  @RequirePermission('READ_AUDIT')
  @Query(() => [AuditEntryType], {
    nullable: true,
    complexity: pageCost,
    description:
      "The audit record: who changed what, and when; newest entry first. Entries about the releases of a phase are shown once its totals are no longer held back. Errors: NOT_FOUND for an unknown phase or force, BAD_USER_INPUT if 'after' is not the id of an entry or 'from' is later than 'to'.",
  })
  async auditEntries(@CurrentActor() actor: Actor, @Args() args: AuditEntriesArgs): Promise<AuditEntryType[]> {
    return (await this.entries.list(actor, filterOf(args), args)).map(entryOf);
  }
}
