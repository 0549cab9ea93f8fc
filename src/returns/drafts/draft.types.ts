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
import { WindowType } from '../reading/version-origin.types.js';

@ObjectType('DraftFigure', { description: 'One figure of a draft, as it was typed.' })
export class DraftFigureType {
  @Field(() => ID, { description: 'The code given for the measure, not checked.' })
  measure!: string;

  @Field(() => ID, { nullable: true, description: 'The code given for the part, not checked; null if none was given.' })
  breakdown!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The value, in `unit`; null if none was given.' })
  value!: Decimal | null;

  @Field(() => UnitEnum, { nullable: true, description: "The unit of the value; null means the measure's unit." })
  unit!: Unit | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'How exact the value is; null means EXACT.' })
  qualifier!: Qualifier | null;

  @Field(() => String, { nullable: true, description: 'A note on the figure; null if there is none.' })
  note!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the figure is to be withheld, UTC; null if no time was given for it.',
  })
  withheldUntil!: Date | null;
}

@ObjectType('DraftEntry', { description: 'The contents of a draft: a return as it was typed, not checked.' })
export class DraftEntryType {
  @Field(() => [DraftFigureType], { complexity: listCost(MOST_CELLS), description: 'The figures, in the order typed.' })
  figures!: readonly DraftFigureType[];

  @Field(() => [ID], {
    complexity: listCost(MOST_MEASURES),
    description: 'The codes given for measures of which there was none.',
  })
  nil!: readonly string[];

  @Field(() => [ID], {
    complexity: listCost(MOST_MEASURES),
    description: 'The codes given for measures that cannot occur in this force.',
  })
  notApplicable!: readonly string[];

  @Field(() => Boolean, {
    description: 'True: every CORE or ASKED measure of the phase is nil unless the draft names it.',
  })
  othersNil!: boolean;

  @Field(() => WindowType, {
    nullable: true,
    description: "The force's own dates of activity; null means the phase's dates.",
  })
  window!: WindowType | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the figures were correct (their "as at" date); null if not stated.',
  })
  asAt!: string | null;

  @Field(() => String, { nullable: true, description: 'A note on the return; null if there is none.' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Why this version is sent; null if not stated.' })
  reason!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when the whole return is to be withheld, UTC; null if no time was given for it.',
  })
  withheldUntil!: Date | null;
}

@ObjectType('Draft', { description: 'A return that was saved before it is submitted. A draft is not a version.' })
export class DraftType {
  @Field(() => Int, {
    description:
      'The number of this revision of the draft, from 1. Each save raises it by one, even after a draft was discarded or submitted, so no number is used twice.',
  })
  revision!: number;

  @Field(() => DateTimeScalar, { description: 'When the draft was last saved, UTC.' })
  savedAt!: Date;

  @Field(() => PersonType, { description: 'Who last saved the draft.' })
  savedBy!: PersonType;

  @Field(() => DraftEntryType, { description: 'The contents of the draft.' })
  entry!: DraftEntryType;
}

@ObjectType({ description: 'The draft was saved.' })
export class DraftSaved {
  @Field(() => DraftType, { description: 'The saved draft.' })
  draft!: DraftType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'Every problem that submitting the draft would give now. None of them stops it from being saved.',
  })
  problems!: readonly ProblemType[];
}

@ObjectType({ description: 'The draft was discarded, or there was none.' })
export class DraftDiscarded {
  @Field(() => ID, { description: 'The code of the phase.' })
  phase!: string;

  @Field(() => ID, { description: 'The code of the force.' })
  force!: string;
}

export const SaveDraftResult = createUnionType({
  name: 'SaveDraftResult',
  description: 'The outcome of saving a draft.',
  types: () => [DraftSaved, ReturnRejected] as const,
  resolveType: (value: object) => ('draft' in value ? DraftSaved : ReturnRejected),
});

export const DiscardDraftResult = createUnionType({
  name: 'DiscardDraftResult',
  description: 'The outcome of discarding a draft.',
  types: () => [DraftDiscarded, ReturnRejected] as const,
  resolveType: (value: object) => ('phase' in value ? DraftDiscarded : ReturnRejected),
});
