import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { DateTimeScalar, FirstArgs, IsName } from '../../platform/graphql/index.js';
import type { AuditAction } from '../domain/index.js';
import { AuditActionEnum } from './audit.types.js';

@ArgsType()
export class AuditEntriesArgs extends FirstArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'Only entries that come later in the list than the one with this id. If left out, from the start of the list.',
  })
  @IsOptional()
  @IsName()
  after?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only changes made by the person with this id. If left out, by anybody.',
  })
  @IsOptional()
  @IsName()
  actor?: string | null;

  @Field(() => AuditActionEnum, {
    nullable: true,
    description: 'Only entries with this action. If left out, all actions.',
  })
  action?: AuditAction | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only changes to the phase with this code. If left out, all entries.',
  })
  @IsOptional()
  @IsName()
  phase?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Only changes about the force with this code. If left out, all entries.',
  })
  @IsOptional()
  @IsName()
  force?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only changes made at this time or later.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only changes made at this time or earlier.' })
  to?: Date | null;

  @Field(() => Boolean, { defaultValue: true, description: 'True: newest first. False: oldest first.' })
  newestFirst!: boolean;
}
