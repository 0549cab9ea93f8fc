import { Field, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { DecimalScalar } from '../../platform/graphql/index.js';
import type { Qualifier, ShownState } from '../domain/index.js';
import { QualifierEnum, StateEnum } from '../shared/returns.enums.js';

/** What was reported of a measure or part, with its bounds: one cell of a table. */
@ObjectType({ isAbstract: true })
export abstract class CellType {
  @Field(() => StateEnum, { description: 'What was reported of the measure or part. NOT_REPORTED never means 0.' })
  state!: ShownState;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The value, in the measure's unit; null if the state is NOT_REPORTED, NOT_APPLICABLE or UNQUANTIFIED.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, {
    nullable: true,
    description: 'How exact the value is; null if the state is NOT_REPORTED or NOT_APPLICABLE.',
  })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: "The lowest possible true value, in the measure's unit." })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The highest possible true value, in the measure's unit; null if there is no upper bound.",
  })
  upper!: Decimal | null;
}
