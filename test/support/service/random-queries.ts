import fc, { type GeneratorValue } from 'fast-check';
import type { GraphQLArgument, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';
import { costOfOperation } from '../../../src/platform/graphql/limits/price.js';
import { graphql } from '../run/packages.js';

const { getNamedType, isEnumType, isListType, isNonNullType, isObjectType, Kind, parse } = graphql;

/*
 * Queries that use up the limits: generated from the schema, whatever it contains, with aliases, fragments and the
 * longest lists.
 */

/** The limits of a query in the configuration. */
export interface QueryLimits {
  readonly maxQueryCost: number;
  readonly maxQueryAliases: number;
  readonly maxQueryTokens: number;
}

/** Existing values, by the name of the argument. */
export type Known = Readonly<Record<string, readonly string[]>>;

export interface RandomQuery {
  readonly text: string;
  readonly cost: number;
}

/** One level less than allowed, in case leaves are counted. */
const DEEPEST = 9;
const LONGEST = 500;
const LONGEST_HISTORY = 100;
/** A query is complete when less than this share of its cost limit is left. */
const NEARLY_SPENT = 0.02;

/** The cost of a query, as the service counts it. */
export function costOf(schema: GraphQLSchema, text: string): number {
  const document = parse(text);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('There is no operation.');
  return costOfOperation({ schema, document, operation, variables: {} });
}

/** Generates one query after another. */
export class QueryGenerator {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: QueryLimits,
    private readonly known: Known,
  ) {}

  /** A query that costs almost the limit, or has the largest number of aliases or tokens. */
  draw(g: GeneratorValue): RandomQuery {
    const query = this.schema.getQueryType();
    if (!isObjectType(query)) throw new Error('The schema has no Query.');
    const all = Object.values(query.getFields());
    const drawing = new Drawing(g, this.known);
    const fields = g(fc.boolean) ? all : [drawing.one(all)];
    const roots: string[] = [];
    let cost = 0;
    for (let tries = 0; tries < 2 * this.limits.maxQueryAliases; tries += 1) {
      const left = this.limits.maxQueryCost - cost;
      if (left < NEARLY_SPENT * this.limits.maxQueryCost) break;
      const root = this.fitted(`r${tries}: ${drawing.field(drawing.one(fields), DEEPEST)}`, left);
      if (root === null || !this.isAllowed([...roots, root])) continue;
      roots.push(root);
      cost += costOf(this.schema, `{ ${root} }`);
    }
    return { text: `{ ${roots.join(' ')} }`, cost };
  }

  /** The same field with shorter lists, so that it costs no more than is left; null: impossible. */
  private fitted(root: string, left: number): string | null {
    for (let text = root, tries = 0; tries < 5; tries += 1) {
      const cost = costOf(this.schema, `{ ${text} }`);
      if (cost <= left) return text;
      text = text.replace(
        /first: (\d+)/g,
        (_, first) => `first: ${Math.max(1, Math.floor((Number(first) * left) / cost))}`,
      );
    }
    return null;
  }

  private isAllowed(roots: readonly string[]): boolean {
    const text = roots.join(' ');
    const aliases = text.match(/\w+: \w+[ ({]/g)?.length ?? 0;
    try {
      parse(`{ ${text} }`, { maxTokens: this.limits.maxQueryTokens });
    } catch {
      return false;
    }
    return aliases <= this.limits.maxQueryAliases;
  }
}

class Drawing {
  private aliases = 0;

  constructor(
    private readonly g: GeneratorValue,
    private readonly known: Known,
  ) {}

  field(field: GraphQLField<unknown, unknown>, levels: number): string {
    const args = field.args.flatMap((arg) => this.argument(field.name, arg));
    const inner = this.selection(getNamedType(field.type), levels - 1);
    return `${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`} ${inner}`;
  }

  private selection(type: GraphQLNamedType, levels: number): string {
    if (!isObjectType(type)) return '';
    const all = Object.values(type.getFields()).filter(
      ({ type: given }) => levels > 1 || !isObjectType(getNamedType(given)),
    );
    const chosen = this.isOneIn(3) ? all : this.some(all);
    const fields = chosen.map((field) => this.aliased(this.field(field, levels)));
    const text = fields.length === 0 ? '__typename' : fields.join(' ');
    return this.isOneIn(8) ? `{ ... on ${type.name} { ${text} } }` : `{ ${text} }`;
  }

  /** Sometimes twice: by itself and by an alias. */
  private aliased(field: string): string {
    if (!this.isOneIn(12)) return field;
    this.aliases += 1;
    return `${field} b${this.aliases}: ${field.replace(/\bb(\d+): /g, 'c$1: ')}`;
  }

  private argument(field: string, arg: GraphQLArgument): string[] {
    const isNeeded = isNonNullType(arg.type) && arg.defaultValue === undefined;
    if (arg.name !== 'first' && !isNeeded && !this.isOneIn(3)) return [];
    const value = this.value(field, arg);
    return value === null ? [] : [`${arg.name}: ${value}`];
  }

  /** As a literal; null: left out. */
  private value(field: string, { name, type }: GraphQLArgument): string | null {
    const named = getNamedType(type);
    if (name === 'first') return String(field === 'versions' ? LONGEST_HISTORY : LONGEST);
    if (isEnumType(named)) return this.one(named.getValues()).name;
    const known = this.known[`${field}.${name}`] ?? this.known[name];
    if (known !== undefined) {
      const isOfList = isListType(isNonNullType(type) ? type.ofType : type);
      const words = (isOfList ? this.some(known) : [this.one(known)]).map((word) => JSON.stringify(word));
      return isOfList ? `[${words.join(', ')}]` : words.join('');
    }
    if (named.name === 'Boolean') return String(this.g(fc.boolean));
    if (named.name === 'Int') return String(this.g(fc.integer, { min: 1, max: 200 }));
    return null;
  }

  /** One of these. Indexes are generated, so that a failure has a short report. */
  one<Item>(items: readonly Item[]): Item {
    const item = items[this.g(fc.nat, { max: items.length - 1 })];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }

  /** Some of these, at least one if there are any. */
  private some<Item>(items: readonly Item[]): Item[] {
    if (items.length === 0) return [];
    const places = new Set(this.g(fc.subarray, [...items.keys()], { minLength: 1 }));
    return items.filter((_, place) => places.has(place));
  }

  private isOneIn(count: number): boolean {
    return this.g(fc.nat, { max: count - 1 }) === 0;
  }
}
