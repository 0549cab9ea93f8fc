import { graphqlEnum } from '../../platform/graphql/index.js';
import type { Basis } from '../domain/index.js';

export const BasisEnum = graphqlEnum<Basis>(
  'Basis',
  "Which version of each force's return counts in a total. A withdrawn version never counts.",
  {
    PROVISIONAL: 'The current version, whether or not the region has accepted it.',
    ACCEPTED: 'The newest version that the region has accepted.',
  },
);
