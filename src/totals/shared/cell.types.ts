import { Field, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { DecimalScalar } from '../../platform/graphql/index.js';
import { QualifierEnum, StateEnum, type Qualifier, type ShownState } from '../../returns/index.js';

@ObjectType({ isAbstract: true })
export abstract class CellType {
  @Field(() => StateEnum, { description: 'What the force reported. NOT_REPORTED never means 0.' })
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
