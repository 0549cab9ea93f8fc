import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { DateTimeScalar, FirstArgs, IsName } from '../../platform/graphql/index.js';
import type { AuditAction } from '../domain/index.js';
import { AuditActionEnum } from './audit.types.js';

@ArgsType()
export class AuditEntriesArgs extends FirstArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only those that come after the entry with this id; left out: from the beginning.',
  })
  @IsOptional()
  @IsName()
  after?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what the person with this id did; left out: everybody.' })
  @IsOptional()
  @IsName()
  actor?: string | null;

  @Field(() => AuditActionEnum, { nullable: true, description: 'Only this; left out: whatever was done.' })
  action?: AuditAction | null;

  @Field(() => ID, { nullable: true, description: 'Only what is about this phase; left out: about any, or none.' })
  @IsOptional()
  @IsName()
  phase?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only what is about this force; left out: about any, or none.' })
  @IsOptional()
  @IsName()
  force?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what was done then or later.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what was done then or earlier.' })
  to?: Date | null;

  @Field(() => Boolean, { defaultValue: true, description: 'True: the last first.' })
  newestFirst!: boolean;
}
