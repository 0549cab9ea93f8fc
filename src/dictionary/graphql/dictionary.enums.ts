import { graphqlEnum } from '../../platform/graphql/index.js';
import type {
  AcrossPhases,
  Ask,
  BreakdownRule,
  Category,
  DrugClass,
  ForceKind,
  Headline,
  MeasureUnit,
  PreferredDirection,
  Unit,
} from '../domain/index.js';
import type { MatchKind } from '../domain/measure-search.js';

const MEASURE_UNIT_MEANINGS: Readonly<Record<MeasureUnit, string>> = {
  COUNT: 'A count of whole things or people.',
  GBP: 'Pounds sterling, with at most two decimals.',
  GRAM: 'Grams, with at most three decimals.',
  TABLET: 'Tablets, pills or doses.',
  WRAP: 'Wraps made up for sale.',
  CANISTER: 'Canisters.',
  PLANT: 'Plants.',
};

/** How to send what comes in a unit that is a number of another one. */
const CONVERSIONS = [
  {
    words: ['mg', 'milligram', 'milligrams'],
    text: "A milligram is a thousandth of a gram: divide the value by 1,000 and send it as 'GRAM'.",
  },
  {
    words: ['t', 'tonne', 'tonnes'],
    text: "A tonne is 1,000 kilograms: multiply the value by 1,000 and send it as 'KILOGRAM'.",
  },
  {
    words: ['oz', 'ounce', 'ounces'],
    text: "An ounce is 28.349523125 grams: multiply the value, round it, and send it as 'GRAM' with 'APPROXIMATE'.",
  },
  {
    words: ['lb', 'lbs'],
    text: "A pound of weight is 453.59237 grams: multiply the value, round it, and send it as 'GRAM' with 'APPROXIMATE'.",
  },
  { words: ['p', 'pence', 'pennies'], text: "Divide the value by 100 and send it as 'GBP'." },
  { words: ['k', 'thousands'], text: 'Multiply the value by 1,000, and give the unit of what was counted.' },
  { words: ['£k'], text: "Multiply the value by 1,000 and send it as 'GBP'." },
  { words: ['£m', 'millions'], text: "Multiply the value by 1,000,000 and send it as 'GBP'." },
];

export const UnitEnum = graphqlEnum<Unit>(
  'Unit',
  'The unit of a figure. Figures in different units are never added.',
  {
    ...MEASURE_UNIT_MEANINGS,
    KILOGRAM: 'Kilograms: for input only; converted to grams exactly.',
  },
  {
    names: {
      COUNT: ['counts', 'number', 'each', 'items', 'units', 'people', 'persons', 'pieces'],
      GBP: ['£', 'pounds', 'pound', 'pounds sterling', 'sterling', 'quid'],
      GRAM: ['g', 'gr', 'gm', 'gms', 'grams', 'gramme', 'grammes'],
      TABLET: ['tablets', 'tabs', 'pills', 'pill', 'doses', 'dose'],
      WRAP: ['wraps', 'deals'],
      CANISTER: ['canisters', 'cylinders'],
      PLANT: ['plants'],
      KILOGRAM: ['kg', 'kgs', 'kilo', 'kilos', 'kilograms', 'kilogramme', 'kilogrammes'],
    },
    advice: CONVERSIONS,
  },
);

export const MeasureUnitEnum = graphqlEnum<MeasureUnit>(
  'MeasureUnit',
  'The unit in which the figures of a measure are stored and added.',
  MEASURE_UNIT_MEANINGS,
);

export const AskEnum = graphqlEnum<Ask>('Ask', 'Whether a phase asks for a measure.', {
  CORE: 'Asked for, as one of the core measures.',
  ASKED: 'Asked for in addition to the core measures.',
  VOLUNTARY: 'Not asked for, but may be reported.',
});

export const BreakdownRuleEnum = graphqlEnum<BreakdownRule>(
  'BreakdownRule',
  "How a measure's parts relate to its total.",
  {
    PARTITION:
      'The parts add up to the total. If a return gives at least one part, the parts that it leaves out count as nil.',
    SUBSET: 'The parts are included in the total but need not add up to it: 107 people including 32 children.',
    OVERLAP: 'One thing may be counted in several parts but counts once in the total: one seizure of two drugs.',
  },
);

export const CategoryEnum = graphqlEnum<Category>(
  'Category',
  'A group of measures that are shown together. The measures of a category are never added to each other.',
  {
    ARRESTS: 'Arrests and what follows them.',
    SEARCHES: 'Warrants, searches and stops.',
    SEIZURES: 'Drugs, cash, weapons and other things seized.',
    SAFEGUARDING: 'People safeguarded, visits and checks.',
    DISRUPTION: 'Disruptions of drug supply, and drug lines.',
    ENGAGEMENT: 'Education, visits to businesses, patrols and intelligence.',
    TESTING: 'Drug tests.',
    RESOURCES: 'Officers and staff.',
  },
);

export const AcrossPhasesEnum = graphqlEnum<AcrossPhases>(
  'AcrossPhases',
  'Whether the totals of a measure may be added across phases.',
  {
    SUM: 'The totals of different phases may be added.',
    NONE: 'Totals of different phases are never added, because they may count the same things again.',
  },
);

export const HeadlineEnum = graphqlEnum<Headline>('Headline', 'Which totals of a measure may be used in a headline.', {
  TOTAL: 'The total of the measure.',
  PARTS: 'Only the total of a single part: weights of different drugs are never added in a headline.',
  NONE: 'None.',
});

export const PreferredDirectionEnum = graphqlEnum<PreferredDirection>(
  'PreferredDirection',
  'Whether a rise or a fall of a measure is an improvement.',
  {
    UP: 'A rise is an improvement.',
    DOWN: 'A fall is an improvement.',
    NONE: 'Neither is an improvement.',
  },
);

export const ForceKindEnum = graphqlEnum<ForceKind>('ForceKind', 'The kind of organisation.', {
  TERRITORIAL_FORCE: 'A territorial police force.',
  REGIONAL_UNIT: 'A regional organised crime unit.',
  NATIONAL_FORCE: 'A police force with a national remit.',
  PARTNER: 'A partner that is not a police force.',
});

export const DrugClassEnum = graphqlEnum<DrugClass>('DrugClass', 'A class under the Misuse of Drugs Act 1971.', {
  A: 'Class A.',
  B: 'Class B.',
  C: 'Class C.',
});

export const MatchKindEnum = graphqlEnum<MatchKind>('MeasureMatchKind', 'Where a search found a measure.', {
  NAME: 'In its name.',
  OTHER_NAME: 'In another name in use.',
  CODE: 'In its code.',
  PART: 'In the name of a part of its breakdown.',
  DEFINITION: 'In its definition.',
});
