import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { AskEnum, type Ask } from '../../dictionary/index.js';
import { DateTimeScalar, IsName, IsPlainText } from '../../platform/graphql/index.js';
import type { Participation, PhaseStatus } from '../domain/index.js';
import { ParticipationEnum, PhaseStatusEnum } from '../reading/operations.types.js';

const LONGEST_REASON = 2000;

@ArgsType()
class OfPhaseArgs {
  @Field(() => ID, { description: 'The code of the phase.' })
  @IsName()
  phase!: string;
}

/** @param wanted the status that the mutation gives a phase */
const describeExpected = (wanted: PhaseStatus): string =>
  `The status that you expect the phase to have. If it has another status and is not ${wanted} already, the change is refused with STATE_CONFLICT. If left out, this is not checked.`;

@ArgsType()
export class ClosePhaseArgs extends OfPhaseArgs {
  @Field(() => PhaseStatusEnum, { nullable: true, description: describeExpected('CLOSED') })
  expectedStatus?: PhaseStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: closes the phase even if returns are missing or not accepted. Without it, closing is refused with CONFIRMATION_NEEDED if a force that takes part has not reported, or the current version of a return is not accepted; the message names these forces, with the status of what is not accepted.',
  })
  confirm?: boolean | null;
}

@ArgsType()
export class RestorePhaseArgs extends OfPhaseArgs {
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: confirms that the days and the name are right. Without it, a first day more than a year ahead, or the same days or the same name as another phase of the operation, is refused with CONFIRMATION_NEEDED.',
  })
  confirm?: boolean | null;
}

@ArgsType()
export class DiscardPhaseArgs extends OfPhaseArgs {
  @Field(() => String, {
    description:
      'Why the phase is discarded, 2,000 characters at most. Internal: for the coordinator only. No personal data.',
  })
  @IsPlainText({ most: LONGEST_REASON })
  reason!: string;
}

@ArgsType()
export class OpenPhaseArgs extends OfPhaseArgs {
  @Field(() => PhaseStatusEnum, { nullable: true, description: describeExpected('OPEN') })
  expectedStatus?: PhaseStatus | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why the phase is opened although its closing date has passed, 2,000 characters at most. Needed only in that case. No personal data.',
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
  @Field(() => ParticipationEnum, { description: 'Whether the force takes part.' })
  participation!: Participation;

  @Field(() => String, {
    nullable: true,
    description:
      "Why the force's participation is changed, 2,000 characters at most. Needed unless the phase is PLANNED. No personal data.",
  })
  @IsOptional()
  @IsPlainText({ most: LONGEST_REASON })
  reason?: string | null;

  @Field(() => ParticipationEnum, {
    nullable: true,
    description:
      'The participation that you expect now. If the force has neither this participation nor the new one, the change is refused with STATE_CONFLICT. If it already has the new one, nothing changes. If left out, this is not checked.',
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
    description:
      'CORE or ASKED: the phase asks for the measure. VOLUNTARY or null: it does not, but the measure may still be reported.',
  })
  ask?: Ask | null;
}

@ArgsType()
export class GrantExceptionArgs extends OfForceInPhaseArgs {
  @Field(() => DateTimeScalar, { description: 'When the exception ends: a time in the future.' })
  until!: Date;

  @Field(() => String, { description: 'Why the exception is granted, 2,000 characters at most. No personal data.' })
  @IsPlainText({ most: LONGEST_REASON })
  reason!: string;
}
