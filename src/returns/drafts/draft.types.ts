import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PersonType } from '../../access/index.js';
import type { Decimal } from '../../common/decimal.js';
import { MOST_CELLS, MOST_MEASURES, UnitEnum, type Unit } from '../../dictionary/index.js';
import {
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  listCost,
  MOST_PROBLEMS,
  ProblemType,
} from '../../platform/graphql/index.js';
import type { Qualifier } from '../domain/index.js';
import { QualifierEnum } from '../shared/returns.enums.js';
import { ReturnRejected } from '../submission/submit-return.result.js';
import { WindowType } from '../reading/version.types.js';

@ObjectType('DraftFigure', { description: 'One value of a draft, as it was typed.' })
export class DraftFigureType {
  @Field(() => ID, { description: 'What was given as the code of the measure.' })
  measure!: string;

  @Field(() => ID, { nullable: true, description: 'What was given as the code of the part; null: nothing.' })
  breakdown!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The value, in `unit`; null: none was given.' })
  value!: Decimal | null;

  @Field(() => UnitEnum, { nullable: true, description: "The unit; null: the measure's own." })
  unit!: Unit | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact it is; null: EXACT.' })
  qualifier!: Qualifier | null;

  @Field(() => String, { nullable: true, description: 'A note on it; null: none.' })
  note!: string | null;
}

@ObjectType('DraftEntry', { description: 'What a draft holds: a return as it was typed, unchecked.' })
export class DraftEntryType {
  @Field(() => [DraftFigureType], { complexity: listCost(MOST_CELLS), description: 'The values, in the order typed.' })
  figures!: readonly DraftFigureType[];

  @Field(() => [ID], { complexity: listCost(MOST_MEASURES), description: 'Measures of which there was none.' })
  nil!: readonly string[];

  @Field(() => [ID], { complexity: listCost(MOST_MEASURES), description: 'Measures that this force cannot have.' })
  notApplicable!: readonly string[];

  @Field(() => Boolean, { description: 'Whether everything that is asked for and not named is nil.' })
  othersNil!: boolean;

  @Field(() => WindowType, { nullable: true, description: "The force's own dates; null: the phase's." })
  window!: WindowType | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day as at which its figures stand; null: not said.' })
  asAt!: string | null;

  @Field(() => String, { nullable: true, description: 'A note on it; null: none.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is sent; null: not said.' })
  reason!: string | null;
}

@ObjectType('Draft', { description: 'What an analyst keeps of a return before it is sent. No version of it.' })
export class DraftType {
  @Field(() => Int, {
    description:
      'Goes up by one each time it is saved, from 1; also after one was discarded or sent, so that none comes twice.',
  })
  revision!: number;

  @Field(() => DateTimeScalar, { description: 'When it was saved last, UTC.' })
  savedAt!: Date;

  @Field(() => PersonType, { description: 'Who saved it last.' })
  savedBy!: PersonType;

  @Field(() => DraftEntryType, { description: 'What it holds.' })
  entry!: DraftEntryType;
}

@ObjectType({ description: 'The draft was saved.' })
export class DraftSaved {
  @Field(() => DraftType, { description: 'The draft as it is now.' })
  draft!: DraftType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'All that a submission of it would be told now. None keeps it from being saved.',
  })
  problems!: readonly ProblemType[];
}

@ObjectType({ description: 'There is no draft any more.' })
export class DraftDiscarded {
  @Field(() => ID, { description: 'The code of the phase.' })
  phase!: string;

  @Field(() => ID, { description: 'The code of the force.' })
  force!: string;
}

export const SaveDraftResult = createUnionType({
  name: 'SaveDraftResult',
  description: 'What came of saving a draft.',
  types: () => [DraftSaved, ReturnRejected] as const,
  resolveType: (value: object) => ('draft' in value ? DraftSaved : ReturnRejected),
});

export const DiscardDraftResult = createUnionType({
  name: 'DiscardDraftResult',
  description: 'What came of throwing a draft away.',
  types: () => [DraftDiscarded, ReturnRejected] as const,
  resolveType: (value: object) => ('phase' in value ? DraftDiscarded : ReturnRejected),
});
