import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, ValidateNested } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { ForceKindEnum, type ForceKind } from '../../dictionary/index.js';
import { DateScalar, IsName } from '../../platform/graphql/index.js';
import type { Membership } from '../domain/index.js';
import { ParticipationEnum } from '../reading/operations.types.js';

const MOST_FORCES = 50;

@ArgsType()
export class CreateOperationArgs {
  @Field(() => ID, {
    description: 'The code: lower-case words of letters and digits joined by hyphens, 60 characters at most.',
  })
  @IsName()
  code!: string;

  @Field(() => String, { description: 'The name, 200 characters at most.' })
  @IsName({ most: 200 })
  name!: string;
}

@ArgsType()
export class OfForceInOperationArgs {
  @Field(() => ID, { description: 'The code of the operation.' })
  @IsName()
  operation!: string;

  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;
}

@ArgsType()
export class JoinOperationArgs extends OfForceInOperationArgs {
  @Field(() => ParticipationEnum, {
    description: 'Its participation in phases that begin on the first day or later: TAKING_PART or NOT_KNOWN.',
  })
  @IsIn(['TAKING_PART', 'NOT_KNOWN'], { message: 'participation must be TAKING_PART or NOT_KNOWN' })
  participation!: Membership['participation'];

  @Field(() => DateScalar, { description: 'The first day on which it is a member.' })
  from!: CalendarDate;
}

@ArgsType()
export class LeaveOperationArgs extends OfForceInOperationArgs {
  @Field(() => DateScalar, {
    description: 'The last day on which it is a member. It may be another day than was set before.',
  })
  until!: CalendarDate;
}

@InputType({ description: 'The new force that results from a merger.' })
export class NewForceInput {
  @Field(() => ID, {
    description: 'The code: lower-case words of letters and digits joined by hyphens, 60 characters at most.',
  })
  @IsName()
  code!: string;

  @Field(() => String, { description: 'The name, 200 characters at most.' })
  @IsName({ most: 200 })
  name!: string;

  @Field(() => ForceKindEnum, { description: 'The kind of organisation.' })
  kind!: ForceKind;

  @Field(() => String, {
    nullable: true,
    description: 'The ONS code of its police force area: E and eight digits. Left out if it has none.',
  })
  @IsOptional()
  @IsName()
  onsCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its region, 60 characters at most. Left out if it is national.',
  })
  @IsOptional()
  @IsName({ most: 60 })
  region?: string | null;
}

@ArgsType()
export class UndoMergerArgs {
  @Field(() => ID, { description: 'The code of the force that the merger made.' })
  @IsName()
  into!: string;
}

@ArgsType()
export class MergeForcesArgs {
  @Field(() => [ID], { description: 'The codes of the forces that are merged, each once; at least two.' })
  @ArrayMaxSize(MOST_FORCES)
  @IsName({ each: true })
  from!: string[];

  @Field(() => NewForceInput, { description: 'The force that they become.' })
  @ValidateNested()
  @Type(() => NewForceInput)
  into!: NewForceInput;

  @Field(() => DateScalar, { description: 'The first day of the new force. The others end the day before.' })
  on!: CalendarDate;
}
