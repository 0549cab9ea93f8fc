import type { TestService } from '../service/test-service.js';

/** A version of a measure in an answer. */
export interface MeasureView {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly alsoKnownAs: readonly string[];
  readonly unit: string;
  readonly breakdown: string | null;
  readonly breakdownRule: string | null;
  readonly exhaustive: boolean;
  readonly ask: string;
  readonly acrossPhases: string;
  readonly headline: string;
  readonly preferredDirection: string;
  readonly validFrom: string | null;
}

/** The outcome of a definition: one of the two. */
export interface DefinitionOutcome {
  readonly measure?: MeasureView;
  readonly problems?: readonly { readonly code: string; readonly message: string }[];
}

const DEFINE = `mutation ($input: DefineMeasureInput!) { defineMeasure(input: $input) {
  ... on MeasureDefined { measure { code version name alsoKnownAs unit breakdown breakdownRule exhaustive ask
    acrossPhases headline preferredDirection validFrom } }
  ... on MeasureRejected { problems { code message } } } }`;

/** Defines a measure, or a new version of one, as the administrator. */
export async function define(service: TestService, input: object): Promise<DefinitionOutcome> {
  const { data, errors } = await service.ask<{ readonly defineMeasure: DefinitionOutcome } | null>(
    'demo-admin',
    DEFINE,
    { input },
  );
  if (data?.defineMeasure === undefined) {
    throw new Error(`The definition was not looked at: ${JSON.stringify(errors)}`);
  }
  return data.defineMeasure;
}
