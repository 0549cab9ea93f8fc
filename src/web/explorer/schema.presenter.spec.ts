import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { schemaView } from './schema.presenter.js';

const VIEW = schemaView(
  buildSchema(`
    """Comes from outside."""
    scalar Decimal

    """
    Long.

    In two paragraphs.
    """
    enum Unit { GRAM OUNCE @deprecated(reason: "Use GRAM.") }

    interface Rejection { problems: [[String!]]! }
    type Refused implements Rejection { problems: [[String!]]! }
    type Done { total(unit: Unit! = GRAM, of: [ID!] = ["a", "b"] @deprecated(reason: "All.")): Decimal @deprecated(reason: "2027-01-01") }
    union Outcome = Refused | Done

    input Figure { value: Decimal!, unit: Unit = null, note: String }

    type Query { done: Done! }
    type Mutation { send(figure: Figure!): Outcome! }
  `),
);

const group = (anchor: string) => VIEW.groups.find((one) => one.anchor === anchor);
const entry = (anchor: string) => VIEW.groups.flatMap(({ entries }) => entries).find((one) => one.anchor === anchor);
const member = (type: string, name: string) => entry(type)?.members.find((one) => one.name === name);

describe('the schema page', () => {
  it('lists queries and mutations first, then every type once, by name', () => {
    expect(VIEW.groups.map(({ anchor, entries }) => [anchor, entries.map(({ name }) => name)])).toEqual([
      ['queries', ['done']],
      ['mutations', ['send']],
      ['types', ['Done', 'Refused']],
      ['interfaces', ['Rejection']],
      ['unions', ['Outcome']],
      ['inputs', ['Figure']],
      ['enums', ['Unit']],
      ['scalars', ['Boolean', 'Decimal', 'ID', 'String']],
    ]);
  });

  it('leaves out empty groups', () => {
    const groups = schemaView(buildSchema('type Query { one: Int }')).groups.map(({ anchor }) => anchor);
    expect(groups).toEqual(['queries', 'scalars']);
  });

  it('shows what a query returns and a mutation takes, each with a link to its type', () => {
    expect(entry('query-done')?.answers).toEqual({ before: '', name: 'Done', anchor: 'type-Done', after: '!' });
    expect(member('mutation-send', 'figure')).toMatchObject({
      anchor: 'mutation-send.figure',
      type: { before: '', name: 'Figure', anchor: 'type-Figure', after: '!' },
      required: true,
    });
  });

  it('writes lists with brackets around the type', () => {
    expect(member('type-Rejection', 'problems')?.type).toMatchObject({ before: '[[', name: 'String', after: '!]]!' });
  });

  it('shows whether an argument may be left out, and its default, with null as a value of its own', () => {
    expect(member('type-Done', 'total')?.takes).toMatchObject([
      { name: 'unit', required: false, standard: 'GRAM' },
      { name: 'of', required: false, standard: '["a", "b"]', deprecated: 'All.' },
    ]);
    expect(group('inputs')?.entries[0]?.members).toMatchObject([
      { name: 'value', required: true, standard: null },
      { name: 'unit', required: false, standard: 'null' },
      { name: 'note', required: false, standard: null },
    ]);
  });

  it('shows what is deprecated, and why', () => {
    expect(member('type-Done', 'total')?.deprecated).toBe('2027-01-01');
    expect(member('type-Unit', 'OUNCE')).toMatchObject({ deprecated: 'Use GRAM.', type: null });
    expect(member('type-Unit', 'GRAM')?.deprecated).toBeNull();
  });

  it('shows the members of a union, and the unions of a type', () => {
    const others = ['type-Outcome', 'type-Rejection', 'type-Refused', 'type-Done'].map((anchor) => {
      const of = entry(anchor)?.others;
      return of == null ? null : [of.are, of.types.map(({ name }) => name)];
    });
    expect(others).toEqual([
      ['Is one of', ['Refused', 'Done']],
      ['Is implemented by', ['Refused']],
      ['Implements', ['Rejection']],
      null,
    ]);
  });

  it('keeps the paragraphs of a description', () => {
    expect(entry('type-Unit')?.description).toEqual(['Long.', 'In two paragraphs.']);
    expect(entry('type-Figure')?.description).toEqual([]);
  });
});
