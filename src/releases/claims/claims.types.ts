import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MOST_FORCES } from '../../dictionary/index.js';
import { DateTimeScalar, DecimalScalar, graphqlEnum, IsPlainText, listCost } from '../../platform/graphql/index.js';
import { QualifierEnum, type Qualifier } from '../../returns/index.js';
import type { FrozenDecimal, ReleaseStatus } from '../domain/index.js';
import { OfPhaseArgs } from '../reading/reading.args.js';
import {
  FrozenSumType,
  ReleaseCoverageType,
  ReleaseForceType,
  ReleasePartType,
} from '../reading/release-content.types.js';
import { ReleaseStatusEnum } from '../reading/releases.types.js';
import { MOST_CHARACTERS, MOST_NUMBERS } from './text-limits.js';
import type { Caution, Verdict } from './verdict.js';

const VerdictEnum = graphqlEnum<Verdict>('ClaimVerdict', 'Whether a figure of a text is true.', {
  SUPPORTED: 'Every true value that the total allows satisfies the words.',
  NOT_SUPPORTED: 'Some true values that the total allows do not satisfy the words.',
  CONTRADICTED: 'No true value that the total allows satisfies the words.',
  NOT_RELEASED:
    'The release has no such total (it has none of a part of one force), it was withdrawn, or the caller may see none.',
});

const CautionEnum = graphqlEnum<Caution>('ClaimCaution', 'Why words that are true may still mislead.', {
  LOOSE:
    'The words give a highest value ("up to", "fewer than") that is more than 10 % above the highest possible true value.',
});

@ArgsType()
export class CheckTextArgs extends OfPhaseArgs {
  @Field(() => String, {
    description: `The text, ${MOST_CHARACTERS.toLocaleString('en-GB')} characters at most. It is neither stored nor logged; send it by POST.`,
  })
  @IsPlainText({ most: MOST_CHARACTERS, asSent: true })
  text!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: check against the release that would be published now. For the coordinator only.',
  })
  draft!: boolean;
}

@ObjectType('ClaimMeasure', { description: 'The measure of a figure in a text.' })
class ClaimMeasureType {
  @Field(() => ID, { description: 'The code of the measure.' })
  code!: string;

  @Field(() => String, { description: 'The name of the measure.' })
  name!: string;
}

@ObjectType('ClaimTotal', { description: 'The total that a figure was compared with.' })
class ClaimTotalType extends FrozenSumType {}

@ObjectType('UnreadNumber', {
  description: 'A number that was not checked, because its measure, force, qualifier, time or phase was not certain.',
})
class UnreadNumberType {
  @Field(() => String, { description: 'The words, as written.' })
  words!: string;

  @Field(() => Int, { description: 'Where they begin, in UTF-16 code units from 0.' })
  start!: number;

  @Field(() => Int, { description: 'How long they are, in UTF-16 code units.' })
  length!: number;
}

@ObjectType('Claim', { description: 'A figure in a text, with whether it is true.' })
export class ClaimType extends UnreadNumberType {
  @Field(() => ClaimMeasureType, { description: 'The measure.' })
  measure!: ClaimMeasureType;

  @Field(() => ReleasePartType, { nullable: true, description: 'The part; null for the measure as a whole.' })
  breakdown!: ReleasePartType | null;

  @Field(() => ReleaseForceType, { nullable: true, description: 'The force; null for the region, or several forces.' })
  force!: ReleaseForceType | null;

  @Field(() => [ReleaseForceType], {
    complexity: listCost(MOST_FORCES),
    description: 'The forces whose figures are added up, in the order of the text; empty for the region.',
  })
  forces!: readonly ReleaseForceType[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The number in the text, in the measure's unit: '£67k' is 67000. Null for a range.",
  })
  value!: FrozenDecimal | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'What the words say of the value; null for a range.' })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, {
    description:
      "The lowest value that satisfies the words, in the measure's unit. 'More than' begins at the next possible value: at 113 for 112, at £67,000.01 for £67,000.",
  })
  lower!: FrozenDecimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The highest value that satisfies the words, in the measure's unit; null if there is no upper bound.",
  })
  upper!: FrozenDecimal | null;

  @Field(() => VerdictEnum, { description: 'Whether it is true.' })
  verdict!: Verdict;

  @Field(() => CautionEnum, {
    nullable: true,
    description: 'Why it may mislead though it is true; null if no such reason was found.',
  })
  caution!: Caution | null;

  @Field(() => ClaimTotalType, { nullable: true, description: 'What it was compared with; null if NOT_RELEASED.' })
  total!: ClaimTotalType | null;

  @Field(() => ReleaseCoverageType, {
    nullable: true,
    description:
      "Which forces the region's total of the measure includes, also for a part of it; null for figures of forces, and if NOT_RELEASED.",
  })
  coverage!: ReleaseCoverageType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that would be true: a sentence of the release, or for several forces the amount alone. Null if the claim is SUPPORTED, or if the release has no headline of the figure.',
  })
  suggestion!: string | null;
}

@ObjectType('CheckedText', {
  description:
    'The figures of a text, compared with a release. Only numbers are checked, not words such as no, dozens or doubled.',
})
export class CheckedTextType {
  @Field(() => Int, {
    nullable: true,
    description: 'The version of the release, or the version that the draft would have; null if there is none.',
  })
  version!: number | null;

  @Field(() => ReleaseStatusEnum, {
    nullable: true,
    description: 'The status of the release; null for a draft or none.',
  })
  status!: ReleaseStatus | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The figures of the release are as they were accepted then, UTC; null if there is none.',
  })
  asAt!: Date | null;

  @Field(() => [ClaimType], {
    complexity: listCost(MOST_NUMBERS),
    description: 'The figures, in the order of the text.',
  })
  claims!: readonly ClaimType[];

  @Field(() => [UnreadNumberType], {
    complexity: listCost(MOST_NUMBERS),
    description: 'The numbers that were not checked, in the order of the text.',
  })
  notRead!: readonly UnreadNumberType[];
}
