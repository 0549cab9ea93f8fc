import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { AskEnum, type Ask } from '../../dictionary/index.js';
import { DateTimeScalar, IsName, IsPlainText } from '../../platform/graphql/index.js';
import type { Participation, PhaseStatus } from '../domain/index.js';
import { ParticipationEnum, PhaseStatusEnum } from './operations.types.js';

const LONGEST_REASON = 2000;

@ArgsType()
class OfPhaseArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;
}

@ArgsType()
export class ClosePhaseArgs extends OfPhaseArgs {
  @Field(() => PhaseStatusEnum, {
    nullable: true,
    description:
      'The status that you believe it to have. Another one, and not the one that is wanted: STATE_CONFLICT. Left out: not checked.',
  })
  expectedStatus?: PhaseStatus | null;
}

@ArgsType()
export class OpenPhaseArgs extends ClosePhaseArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Why it is kept open, once its closing date has passed; 2,000 characters at most. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: LONGEST_REASON })
  reason?: string | null;
}

@ArgsType()
export class OfForceInPhaseArgs extends OfPhaseArgs {
  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;
}

@ArgsType()
export class SetParticipationArgs extends OfForceInPhaseArgs {
  @Field(() => ParticipationEnum, { description: 'Whether it takes part.' })
  participation!: Participation;

  @Field(() => String, {
    nullable: true,
    description: 'Why, 2,000 characters at most; needed unless the phase is PLANNED. No personal data.',
  })
  @IsOptional()
  @IsPlainText({ most: LONGEST_REASON })
  reason?: string | null;

  @Field(() => ParticipationEnum, {
    nullable: true,
    description:
      'What you believe it to be now. Another one, and not the one that is wanted: STATE_CONFLICT. Left out: not checked.',
  })
  expectedParticipation?: Participation | null;
}

@ArgsType()
export class SetAskArgs extends OfPhaseArgs {
  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  measure!: string;

  @Field(() => AskEnum, {
    nullable: true,
    description: 'CORE or ASKED; null or VOLUNTARY: it is not asked for, and may come all the same.',
  })
  ask?: Ask | null;
}

@ArgsType()
export class GrantExceptionArgs extends OfForceInPhaseArgs {
  @Field(() => DateTimeScalar, { description: 'Until when, an instant still to come.' })
  until!: Date;

  @Field(() => String, { description: 'Why, 2,000 characters at most. No personal data.' })
  @IsPlainText({ most: LONGEST_REASON })
  reason!: string;
}
