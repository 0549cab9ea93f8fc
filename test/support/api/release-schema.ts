import addFormats from 'ajv-formats';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';

/** Finds what is wrong with a value: one line for each problem, with its path; none if it is valid. */
export type Validator = (value: unknown) => string[];

/**
 * A validator for a JSON Schema, which refuses a schema with anything that it does not know.
 *
 * @param definition the name of one of its definitions; if left out, the whole schema
 */
export function validatorOf(schema: AnySchemaObject, definition?: string): Validator {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(ajv);
  const whole = ajv.compile(schema);
  const valid = definition === undefined ? whole : ajv.compile({ $ref: `${schema.$id!}#/$defs/${definition}` });
  return (value) =>
    valid(value) ? [] : (valid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
