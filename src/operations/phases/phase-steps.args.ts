import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { AskEnum, type Ask } from '../../dictionary/index.js';
import { DateTimeScalar, IsName, IsPlainText } from '../../platform/graphql/index.js';
import type { Participation, PhaseStatus } from '../domain/index.js';
import { ParticipationEnum, PhaseStatusEnum } from '../operations/operations.types.js';

const LONGEST_REASON = 2000;

@ArgsType()
class OfPhaseArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;
}

@ArgsType()
class PhaseStatusArgs extends OfPhaseArgs {
  @Field(() => PhaseStatusEnum, {
    nullable: true,
    description:
      'The status that you believe it to have. Another one, and not the one that is wanted: STATE_CONFLICT. Left out: not checked.',
  })
  expectedStatus?: PhaseStatus | null;
}

@ArgsType()
export class ClosePhaseArgs extends PhaseStatusArgs {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: it is to be closed as it is. Without it, forces that take part and have not reported, and returns whose newest version is not accepted, are CONFIRMATION_NEEDED.',
  })
  confirm?: boolean | null;
}

@ArgsType()
export class RestorePhaseArgs extends OfPhaseArgs {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: its days are meant. Without it, days more than a year ahead, or those of another phase of the operation, are CONFIRMATION_NEEDED.',
  })
  confirm?: boolean | null;
}

@ArgsType()
export class DiscardPhaseArgs extends OfPhaseArgs {
  @Field(() => String, {
    description: 'Why, 2,000 characters at most. Internal: the coordinator reads it. No personal data.',
  })
  @IsPlainText({ most: LONGEST_REASON })
  reason!: string;
}

@ArgsType()
export class OpenPhaseArgs extends PhaseStatusArgs {
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
