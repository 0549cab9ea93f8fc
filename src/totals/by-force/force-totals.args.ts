import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsName } from '../../platform/graphql/index.js';
import type { Basis } from '../domain/index.js';
import { BasisEnum } from '../shared/totals.enums.js';

/** The page size is limited because each phase has a line for each of its measures. */
const MOST_PHASES = 100;

@ArgsType()
export class ForceTotalsArgs {
  @Field(() => ID, { description: 'The code of the force.' })
  @IsName()
  force!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of an operation, for its phases only; if left out, the phases of all operations.',
  })
  @IsOptional()
  @IsName()
  operation?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is this day or later.' })
  from?: CalendarDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is this day or earlier.' })
  to?: CalendarDate | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The codes of measures; if left out, for each phase the measures that it asks for and any other that the force reported.',
  })
  @IsOptional()
  @IsName({ each: true })
  measures?: string[] | null;

  @Field(() => BasisEnum, {
    nullable: true,
    description:
      'Which versions count; if left out, PROVISIONAL for the coordinator and ACCEPTED for everybody else. A caller from a force may ask for either basis for that force.',
  })
  basis?: Basis | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: newest phase first. False: oldest first.' })
  newestFirst!: boolean;

  @Field(() => Int, { defaultValue: 20, description: `The largest number of phases to return: 1 to ${MOST_PHASES}.` })
  @Min(1)
  @Max(MOST_PHASES)
  first!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the last phase on the previous page; if left out, the first page is returned.',
  })
  @IsOptional()
  @IsName()
  after?: string | null;
}
