import { Field, ObjectType } from '@nestjs/graphql';
import type { Decimal } from '../../common/decimal.js';
import { DecimalScalar } from '../../platform/graphql/index.js';
import { QualifierEnum, StateEnum, type Qualifier, type ShownState } from '../../returns/index.js';

@ObjectType({ isAbstract: true })
export abstract class CellType {
  @Field(() => StateEnum, { description: 'What it has said. NOT_REPORTED is never 0.' })
  state!: ShownState;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "In the measure's own unit; null: NOT_REPORTED, NOT_APPLICABLE or UNQUANTIFIED.",
  })
  value!: Decimal | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact it is; null: NOT_REPORTED or NOT_APPLICABLE.' })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: 'The least that the true value may be.' })
  lower!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The most that the true value may be; null: no upper bound.',
  })
  upper!: Decimal | null;
}
