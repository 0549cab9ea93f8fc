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

const MEASURE_UNIT_MEANINGS: Readonly<Record<MeasureUnit, string>> = {
  COUNT: 'Whole things or people.',
  GBP: 'Pounds sterling, to the penny.',
  GRAM: 'Grams, to the thousandth.',
  TABLET: 'Tablets, pills or doses.',
  WRAP: 'Wraps made up for sale.',
  CANISTER: 'Canisters.',
  PLANT: 'Plants.',
};

export const UnitEnum = graphqlEnum<Unit>(
  'Unit',
  'What a figure may be sent and is told in. Different units are never added.',
  {
    ...MEASURE_UNIT_MEANINGS,
    KILOGRAM: 'Kilograms: only on entry; converted to grams exactly.',
  },
);

export const MeasureUnitEnum = graphqlEnum<MeasureUnit>(
  'MeasureUnit',
  'What the figures of a measure are stored and added in.',
  MEASURE_UNIT_MEANINGS,
);

export const AskEnum = graphqlEnum<Ask>('Ask', 'What a phase asks for.', {
  CORE: 'Asked of every force.',
  ASKED: 'Asked for as well.',
  VOLUNTARY: 'Not asked for; may come too.',
});

export const BreakdownRuleEnum = graphqlEnum<BreakdownRule>(
  'BreakdownRule',
  "How a measure's parts stand to its total.",
  {
    PARTITION: 'The parts make the total; a part that is not given is nil once any part is.',
    SUBSET: 'The parts are among the total, and need not make it.',
    OVERLAP: 'One thing may count under several parts and counts once in the total.',
  },
);

export const CategoryEnum = graphqlEnum<Category>(
  'Category',
  'Groups of measures for reading. Measures of a category are never added.',
  {
    ARRESTS: 'Arrests and what follows them.',
    SEARCHES: 'Warrants, searches and stops.',
    SEIZURES: 'Drugs, cash, weapons and other things seized.',
    SAFEGUARDING: 'People safeguarded, visits and checks.',
    DISRUPTION: 'Acts that disrupt drug supply, and lines.',
    ENGAGEMENT: 'Education, businesses, patrols, intelligence.',
    TESTING: 'Drug tests.',
    RESOURCES: 'Officers and staff.',
  },
);

export const AcrossPhasesEnum = graphqlEnum<AcrossPhases>(
  'AcrossPhases',
  'Whether a measure may be added over phases.',
  {
    SUM: 'Its totals add over phases.',
    NONE: 'Never added over phases.',
  },
);

export const HeadlineEnum = graphqlEnum<Headline>('Headline', 'What a headline may be made of.', {
  TOTAL: 'The total.',
  PARTS: 'Only single parts: weights of different drugs are never added in a headline.',
  NONE: 'Nothing of it.',
});

export const PreferredDirectionEnum = graphqlEnum<PreferredDirection>(
  'PreferredDirection',
  'Which way is better for people.',
  {
    UP: 'More is better.',
    DOWN: 'Fewer is better.',
    NONE: 'Neither.',
  },
);

export const ForceKindEnum = graphqlEnum<ForceKind>('ForceKind', 'What kind of organisation contributes.', {
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
