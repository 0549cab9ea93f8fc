import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsName } from '../../platform/graphql/index.js';
import type { Basis } from '../domain/index.js';
import { BasisEnum } from '../shared/totals.enums.js';

/** Each phase brings a line a measure. */
const MOST_PHASES = 100;

@ArgsType()
export class ForceTotalsArgs {
  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;

  @Field(() => ID, { nullable: true, description: 'Only phases of this operation; left out: of all.' })
  @IsOptional()
  @IsName()
  operation?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is then or later.' })
  from?: CalendarDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is then or earlier.' })
  to?: CalendarDate | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of measures; left out: those that a phase asks for and any other that the force reported in it.',
  })
  @IsOptional()
  @IsName({ each: true })
  measures?: string[] | null;

  @Field(() => BasisEnum, {
    nullable: true,
    description:
      "What counts; left out: PROVISIONAL for the coordinator, ACCEPTED for everybody else. A force's own people may ask for either of their force.",
  })
  basis?: Basis | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: the last phase first.' })
  newestFirst!: boolean;

  @Field(() => Int, { defaultValue: 20, description: `How many phases at most: 1 to ${MOST_PHASES}.` })
  @Min(1)
  @Max(MOST_PHASES)
  first!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those after the phase with this code; left out: from the beginning.',
  })
  @IsOptional()
  @IsName()
  after?: string | null;
}
