import { Decimal } from '../../common/decimal.js';
import type { AmountClaim } from './amount.js';
import { amountInWords, countInWords, type WordStyle } from './amount-words.js';
import type { Headline, HeadlineCoverage, HeadlineForce, HeadlineTotal } from './headline.js';
import { partKey, type Template, type Templates, type Wording } from './templates.js';

/** A name that is an organisation's, not a place's: "by police in Dorset", but "by Dorset Police". */
const ORGANISATION = /\b(Police|Constabulary|Service)\b/;

/** The words of one total: a sentence for a press release, and a short form for a card or a post. */
export function wordsOf(
  total: HeadlineTotal,
  claim: AmountClaim,
  templates: Templates,
): Pick<Headline, 'sentence' | 'short'> {
  const words = templateWords(total, claim, templates) ?? plainWords(total, claim);
  const { coverage, force } = total;
  const isIncomplete = force === null && !coverage.complete;
  return {
    sentence: `${capitalise(words.sentence)}${isIncomplete ? `, ${coverageInSentence(coverage)}` : ''}.`,
    short: `${capitalise(words.short)}${isIncomplete ? ` (${coverage.reported} of ${coverage.expected} forces)` : ''}`,
  };
}

/** Words from the templates; null if they have none for this measure or part. */
function templateWords(
  { measure, part, force }: HeadlineTotal,
  claim: AmountClaim,
  { measures, parts }: Templates,
): Pick<Headline, 'sentence' | 'short'> | null {
  const wording = measures.get(measure.code)?.[part === null ? 'whole' : 'part'] ?? null;
  const partTemplate = part === null ? NO_PART : parts.get(partKey(measure.breakdown ?? '', part.code));
  if (wording === null || partTemplate === undefined) return null;
  const fill = (of: keyof Wording, style: WordStyle): string => {
    const amount = amountInWords(claim, measure.unit, style);
    const values = { amount, count: claim.value.equals(1) ? 1 : 2, where: whereOf(force), part: '' } as const;
    return wording[of]({ ...values, part: partTemplate(values) });
  };
  const place = force === null ? '' : ` ${whereOf(force)}`;
  return { sentence: fill('sentence', 'SENTENCE'), short: `${fill('short', 'CARD')}${place}` };
}

const NO_PART: Template = () => '';

/** Words for a measure or part that was defined later: "Drug lines disrupted, Dorset: 12". */
function plainWords({ measure, part, force }: HeadlineTotal, claim: AmountClaim): Pick<Headline, 'sentence' | 'short'> {
  const subject = [measure.name, part?.name, force?.name].filter((name) => name !== undefined).join(', ');
  const fill = (style: WordStyle): string => `${subject}: ${amountInWords(claim, measure.unit, style)}`;
  return { sentence: fill('SENTENCE'), short: fill('CARD') };
}

/**
 * "across the region", "by police in Dorset", "by British Transport Police". Always "by": a force's figures include
 * what it did outside its area.
 */
function whereOf(force: HeadlineForce | null): string {
  if (force === null) return 'across the region';
  if (force.kind === 'REGIONAL_UNIT') return `by the ${force.name}`;
  const isPlace = force.kind === 'TERRITORIAL_FORCE' && !ORGANISATION.test(force.name);
  return `by ${isPlace ? 'police in ' : ''}${force.name}`;
}

/** "with four of the five forces reporting". */
function coverageInSentence({ reported, expected }: HeadlineCoverage): string {
  const [some, all] = [reported, expected].map((count) => countInWords(new Decimal(count)));
  return `with ${some} of the ${all} forces reporting`;
}

function capitalise(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
