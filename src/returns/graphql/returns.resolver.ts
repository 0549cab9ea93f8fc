import { Args, ArgsType, Field, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, Min } from 'class-validator';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { IsPlainText } from '../../platform/graphql/index.js';
import { ReturnsService } from '../returns.service.js';
import { submissionOf } from './returns.mapper.js';
import { ReturnType } from './returns.types.js';
import { SubmitReturnInput } from './submit-return.input.js';
import { SubmitReturnResult, type ReturnRejected, type SubmitReturnSuccess } from './submit-return.result.js';

@ArgsType()
class ReturnArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsPlainText()
  phase!: string;

  @Field(() => ID, { description: 'The code of the force.' })
  @IsPlainText()
  force!: string;

  @Field(() => Int, { nullable: true, description: 'The version, counting from 1; left out: the newest.' })
  @IsOptional()
  @Min(1)
  version?: number | null;
}

@Resolver()
export class ReturnsResolver {
  constructor(private readonly returns: ReturnsService) {}

  @RequirePermission('SEND_RETURN')
  @Mutation(() => SubmitReturnResult, {
    description:
      "Submits a whole return of a force for a phase. Errors: NOT_FOUND for an unknown phase or force, FORBIDDEN for another force's return.",
  })
  async submitReturn(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The return.' }) input: SubmitReturnInput,
  ): Promise<SubmitReturnSuccess | ReturnRejected> {
    return this.returns.submit(actor, submissionOf(input));
  }

  @RequirePermission('READ_RETURN')
  @Query(() => ReturnType, {
    name: 'return',
    nullable: true,
    description:
      "A force's return for a phase; NOT_STARTED with version 0 where nothing is there; null to who may not know of it, and for a version that there is not. Errors: NOT_FOUND for an unknown phase or force.",
  })
  async findReturn(
    @CurrentActor() actor: Actor,
    @Args() { phase, force, version }: ReturnArgs,
  ): Promise<ReturnType | null> {
    return this.returns.find(actor, phase, force, version ?? null);
  }
}
