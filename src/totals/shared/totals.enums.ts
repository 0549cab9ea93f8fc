import { graphqlEnum } from '../../platform/graphql/index.js';
import type { Basis } from '../domain/index.js';

export const BasisEnum = graphqlEnum<Basis>('Basis', 'What counts in a total. What was withdrawn never does.', {
  PROVISIONAL: 'The newest version that each force has submitted, whatever has come of it since.',
  ACCEPTED: "The newest version of each force's return that the region has accepted.",
});
