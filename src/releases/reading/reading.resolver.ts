import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { CurrentCaller, RequirePermission, type Actor, type Caller } from '../../access/index.js';
import { listCost, workCost } from '../../platform/graphql/index.js';
import { ResponseCache } from '../../totals/index.js';
import { MOST_VERSIONS } from '../domain/index.js';
import { headlinesView, type HeadlinesView } from './headlines-view.js';
import { readerOf } from './reader-of.js';
import { OfPhaseArgs, ReleaseArgs } from './reading.args.js';
import { ReleaseReader, type ReleaseSummary, type ReleaseView } from './release-reader.js';
import { HeadlinesType, READ_WORK, ReleaseSummaryType, ReleaseType } from './releases.types.js';

/** How releases and their headlines are read. */
@Resolver()
export class ReadingResolver {
  constructor(
    private readonly reader: ReleaseReader,
    private readonly responses: ResponseCache,
  ) {}

  @RequirePermission('READ_RELEASES')
  @Query(() => ReleaseType, {
    nullable: true,
    complexity: workCost(READ_WORK),
    description:
      'A release of a phase; null if there is none that the caller may see, or not this version. Reading one under embargo is recorded. Errors: NOT_FOUND for an unknown phase.',
  })
  async release(
    @CurrentCaller() caller: Caller,
    @Args() { phase, version = null }: ReleaseArgs,
    @Context('req') request: Request,
  ): Promise<ReleaseView | null> {
    return this.read(readerOf(caller), phase, version, request);
  }

  @RequirePermission('READ_RELEASES')
  @Query(() => [ReleaseSummaryType], {
    nullable: true,
    complexity: listCost(MOST_VERSIONS),
    description:
      "The versions of a phase's release that the caller may see, the newest first. Errors: NOT_FOUND for an unknown phase.",
  })
  async releases(@CurrentCaller() caller: Caller, @Args() { phase }: OfPhaseArgs): Promise<ReleaseSummary[]> {
    return this.reader.list(readerOf(caller), phase);
  }

  @RequirePermission('READ_RELEASES')
  @Query(() => HeadlinesType, {
    nullable: true,
    complexity: workCost(READ_WORK),
    description:
      'The headlines of the newest release of a phase that the caller may see; null if there is none. Reading one under embargo is recorded. Errors: NOT_FOUND for an unknown phase.',
  })
  async headlines(
    @CurrentCaller() caller: Caller,
    @Args() { phase }: OfPhaseArgs,
    @Context('req') request: Request,
  ): Promise<HeadlinesView | null> {
    const release = await this.read(readerOf(caller), phase, null, request);
    return release === null ? null : headlinesView(release);
  }

  /** Lets the answer be stored, unless its reading was recorded: then each reading is. */
  private async read(
    actor: Actor,
    phase: string,
    version: number | null,
    request: Request,
  ): Promise<ReleaseView | null> {
    const { release, stamp, isRecorded } = await this.reader.find(actor, phase, version);
    if (!isRecorded) this.responses.restsOn(request, { phase, stamp, isPersonal: true });
    return release;
  }
}
