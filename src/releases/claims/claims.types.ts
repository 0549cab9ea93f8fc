import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MOST_FORCES } from '../../dictionary/index.js';
import { DecimalScalar, graphqlEnum, IsPlainText, listCost } from '../../platform/graphql/index.js';
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
import { MOST_CHARACTERS, MOST_NUMBERS } from './claims.service.js';
import type { Caution, Verdict } from './verdict.js';

const VerdictEnum = graphqlEnum<Verdict>('ClaimVerdict', 'Whether a figure of a text is true.', {
  SUPPORTED: 'Every true value that the total allows satisfies the words.',
  NOT_SUPPORTED: 'Some true values that the total allows do not satisfy the words.',
  CONTRADICTED: 'No true value that the total allows satisfies the words.',
  NOT_RELEASED: 'The release has no such total, or there is no release that the caller sees.',
});

const CautionEnum = graphqlEnum<Caution>('ClaimCaution', 'Why words that are true may still mislead.', {
  LOOSE: 'The words say "up to" a value that is more than 10 % above the highest one possible.',
});

@ArgsType()
export class CheckTextArgs extends OfPhaseArgs {
  @Field(() => String, {
    description: `The text, ${MOST_CHARACTERS.toLocaleString('en-GB')} characters at most. It is neither stored nor logged; send it by POST.`,
  })
  @IsPlainText({ most: MOST_CHARACTERS })
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

@ObjectType('ClaimTotal', { description: 'The total that a figure was held against.' })
class ClaimTotalType extends FrozenSumType {}

@ObjectType('UnreadNumber', { description: 'A number in a text for which no measure was recognised with certainty.' })
class UnreadNumberType {
  @Field(() => String, { description: 'The words, as they stand in the text.' })
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

  @Field(() => DecimalScalar, { nullable: true, description: "In the measure's unit; null for a range." })
  value!: FrozenDecimal | null;

  @Field(() => QualifierEnum, { nullable: true, description: 'What the words say of the value; null for a range.' })
  qualifier!: Qualifier | null;

  @Field(() => DecimalScalar, { description: "The lowest value that satisfies the words, in the measure's unit." })
  lower!: FrozenDecimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The highest value that satisfies the words, in the measure's unit; null if there is none.",
  })
  upper!: FrozenDecimal | null;

  @Field(() => VerdictEnum, { description: 'Whether it is true.' })
  verdict!: Verdict;

  @Field(() => CautionEnum, { nullable: true, description: 'Why it may mislead though it is true; null: it does not.' })
  caution!: Caution | null;

  @Field(() => ClaimTotalType, { nullable: true, description: 'What it was held against; null if NOT_RELEASED.' })
  total!: ClaimTotalType | null;

  @Field(() => ReleaseCoverageType, {
    nullable: true,
    description: "Which forces the region's total includes; null for figures of forces, and if NOT_RELEASED.",
  })
  coverage!: ReleaseCoverageType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that would be true; null if the claim is SUPPORTED, or if nothing may be said.',
  })
  suggestion!: string | null;
}

@ObjectType('CheckedText', { description: 'The figures of a text, held against a release.' })
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

  @Field(() => [ClaimType], {
    complexity: listCost(MOST_NUMBERS),
    description: 'The figures, in the order of the text.',
  })
  claims!: readonly ClaimType[];

  @Field(() => [UnreadNumberType], {
    complexity: listCost(MOST_NUMBERS),
    description: 'Numbers for which no measure was recognised with certainty, in the order of the text.',
  })
  notRead!: readonly UnreadNumberType[];
}
