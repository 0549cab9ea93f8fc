import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, isEnumType, isObjectType } from 'graphql';
import { validatorOf } from '../../../test/support/api/release-schema.js';
import { Decimal } from '../../common/decimal.js';
import { MEASURE_UNITS } from '../../dictionary/index.js';
import { frozenDecimal } from '../frozen-decimal.js';
import { RELEASE_SCHEMA, RELEASE_SCHEMA_PATH } from './release-schema.js';

interface Schema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

const SCHEMA = JSON.parse(RELEASE_SCHEMA.toString()) as Schema & {
  readonly $id: string;
  readonly title: string;
  readonly $defs: Readonly<Record<string, Schema>>;
};
const GRAPHQL = buildSchema(readFileSync('src/schema.graphql', 'utf8'));
/** Every definition by its name, which is that of the GraphQL type where there is one. */
const DEFINITIONS = Object.entries({ Release: SCHEMA, ...SCHEMA.$defs });
const OBJECTS = DEFINITIONS.filter(([, { properties }]) => properties !== undefined);

/** A schema and all that are in it, each with its path. */
function partsOf(path: string, schema: Schema): [string, Schema][] {
  const { properties = {}, items, anyOf = [] } = schema;
  return [
    [path, schema],
    ...Object.entries(properties).flatMap(([name, property]) => partsOf(`${path}.${name}`, property)),
    ...(items === undefined ? [] : partsOf(`${path}[]`, items)),
    ...anyOf.flatMap((one, place) => partsOf(`${path}|${place}`, one)),
  ];
}
const PARTS = DEFINITIONS.flatMap(([name, schema]) => partsOf(name, schema));

describe('the schema of a release', () => {
  it('has its address as its id, and a title', () => {
    expect([SCHEMA.$id, SCHEMA.title]).toEqual([RELEASE_SCHEMA_PATH, 'Release of Operation Scorpion returns']);
  });

  it('describes every definition and property', () => {
    const described = PARTS.filter(([path]) => /^\w+(\.\w+)?$/.test(path));
    expect(described.filter(([, { description = '' }]) => description === '').map(([path]) => path)).toEqual([]);
  });

  it('has the enums of the API, less the units that are for input only, and says what each value means', () => {
    const ofApi = (name: string): string[] => {
      const type = GRAPHQL.getType(name);
      const values = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
      const inFile = new Set<string>(name === 'Unit' ? MEASURE_UNITS : values);
      return values.filter((value) => inFile.has(value)).toSorted();
    };
    const enums = PARTS.filter(([, schema]) => schema.enum);
    const names = ['Category', 'DatePrecision', 'FigureState', 'Qualifier', 'ReleaseKind', 'Unit'];
    expect(enums.map(([name]) => name).toSorted()).toEqual(names);
    for (const [name, { enum: values = [], description }] of enums) {
      expect([name, values.toSorted()]).toEqual([name, ofApi(name)]);
      for (const value of values) expect(description).toContain(` ${value}: `);
    }
  });

  it('has the fields of the API, less what may change, and all are required but what older releases lack', () => {
    const notFrozen = new Map([
      ['Release', ['contentHash', 'embargoUntil', 'status', 'supersededBy', 'withdrawnAt']],
      ['ReleaseHeadline', ['status']],
    ]);
    const lateFields = new Map([
      ['ReleaseCell', ['byBreakdown', 'changedAfterFinal']],
      ['ReleaseTotal', ['changedAfterFinal']],
    ]);
    const onlyInFile = new Map([['ReleasePhase', ['operation', 'datesKnownTo']]]);
    for (const [name, { properties = {}, required, additionalProperties }] of OBJECTS) {
      const type = GRAPHQL.getType(name);
      const fields = isObjectType(type) ? Object.keys(type.getFields()) : [];
      const frozen = fields.filter((field) => !(notFrozen.get(name) ?? []).includes(field));
      const names = Object.keys(properties);
      expect([name, names.toSorted()]).toEqual([name, [...frozen, ...(onlyInFile.get(name) ?? [])].toSorted()]);
      const optional = lateFields.get(name) ?? [];
      expect([name, required]).toEqual([name, names.filter((field) => !optional.includes(field))]);
      expect([name, additionalProperties]).toEqual([name, false]);
    }
  });

  it('takes a decimal as a release has it: a number, or its digits where a number would not be exact', () => {
    const problems = validatorOf(SCHEMA, 'Decimal');
    const inDigits = frozenDecimal(new Decimal('99999999999999.999'));
    expect(inDigits).toBe('99999999999999.999');
    for (const value of [0, 26, 239_317.5, inDigits]) expect([value, problems(value)]).toEqual([value, []]);
    for (const value of [-1, '', '-1', '1e3', '1,000', '.5', '5.', true, null]) {
      expect([value, problems(value)]).not.toEqual([value, []]);
    }
  });
});
