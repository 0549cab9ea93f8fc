import type { SentDefinition } from '../domain/definition.js';
import type { DefineMeasureInput } from './define-measure.input.js';

/** The input for the service, with null for what was left out. */
export function definitionOf(input: DefineMeasureInput): SentDefinition {
  return {
    code: input.code,
    name: input.name,
    alsoKnownAs: input.alsoKnownAs ?? null,
    category: input.category,
    unit: input.unit,
    breakdown: input.breakdown ?? null,
    breakdownRule: input.breakdownRule ?? null,
    exhaustive: input.exhaustive ?? null,
    ask: input.ask ?? null,
    acrossPhases: input.acrossPhases ?? null,
    headline: input.headline ?? null,
    preferredDirection: input.preferredDirection ?? null,
    definition: input.definition,
    validFrom: input.validFrom ?? null,
  };
}
