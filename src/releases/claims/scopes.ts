import type { Vocabulary } from './lexicon.js';
import { escaped } from './lexicon.js';

/** Whose figures a part of a text is about, where it is said. */
export interface Scope {
  readonly start: number;
  readonly end: number;
  /** The codes of the forces; empty: the region. */
  readonly forces: readonly string[];
  /** Whether "in", "by" or the like stands before it. */
  readonly isPlace: boolean;
}

const REGION =
  /(?:across|in|throughout|around|over)\s(?:the\s)?(?:whole\s)?(?:of\s)?(?:the\s)?(?:region|south[\s-]west(?:\sof\sengland)?|five\s(?:force|police)\sareas|five\s(?:police\s)?forces|all\sfive\sforces)(?!\p{L})|region[\s-]?wide|regional\stotal|(?:the\s)?(?:five|all\sfive)\s(?:police\s)?forces(?!\p{L})|(?:in\stotal|altogether|combined)(?!\p{L})|the\s(?:region|south[\s-]west)(?![\p{L}'’-])(?!\s(?:police|roc|regional))/giu;

const OFFICE =
  /^(?:['’]s)?\s(?:(?:and\s)?(?:police\sand\scrime\s)?commissioner|pcc|police\sand\scrime|(?:(?:city|county|borough|town)\s)?council|and\swiltshire\sfire|fire)(?!\p{L})/iu;
const OFFICER =
  /(?:(?:reports?|calls?|information|tip-offs?) to|contact|call|charity|via|(?:commissioner|pcc|constable|superintendent|inspector|sergeant|chief|leader)[^.,;]{0,30}\s(?:for|of|from|at))\s(?:the\s)?$/iu;
const PLACE =
  /(?:in|by|across|from|within|for|throughout|police in|officers in|officers from|officers at)\s(?:the\s)?$/iu;
const TITLE = /^(?:\s(?:police|constabulary|force area))+/iu;
const JOINED = /^(?:,?\sand\s|,\s|\s&\s)$/iu;

/** Finds whose figures a text is about. Forces that are listed together are one scope. */
export class ScopeFinder {
  private readonly forms: readonly { readonly code: string; readonly form: RegExp }[];

  constructor({ forces }: Pick<Vocabulary, 'forces'>) {
    this.forms = forces.flatMap(({ code, name, alsoKnownAs }) =>
      [name, ...alsoKnownAs].map((one) => ({ code, form: nameForm(one) })),
    );
  }

  /** Every scope in a sentence, in order. */
  in(sentence: string): Scope[] {
    const found = [...this.forcesIn(sentence), ...regionIn(sentence)].sort(
      (one, other) => one.start - other.start || other.end - one.end,
    );
    const apart = found.filter((one, place) => !found.slice(0, place).some(({ end }) => one.start < end));
    return joined(sentence, apart);
  }

  private forcesIn(sentence: string): Scope[] {
    return this.forms.flatMap(({ code, form }) =>
      [...sentence.matchAll(form)].flatMap((match): Scope[] => {
        const start = match.index;
        const end = start + match[0].length;
        const rest = sentence.slice(end);
        const before = sentence.slice(Math.max(0, start - 60), start);
        if (OFFICE.test(rest) || OFFICER.test(before)) return [];
        const title = TITLE.exec(rest)?.[0].length ?? 0;
        if (title > 0 && OFFICE.test(rest.slice(title))) return [];
        return [{ start, end: end + title, forces: [code], isPlace: PLACE.test(before) }];
      }),
    );
  }
}

function regionIn(sentence: string): Scope[] {
  return [...sentence.matchAll(REGION)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    forces: [],
    isPlace: true,
  }));
}

/** Forces with nothing but "and" or a comma between them, as one scope. */
function joined(sentence: string, scopes: readonly Scope[]): Scope[] {
  const all: Scope[] = [];
  for (const scope of scopes) {
    const last = all.at(-1);
    const isListed =
      last !== undefined &&
      last.forces.length > 0 &&
      scope.forces.length > 0 &&
      JOINED.test(sentence.slice(last.end, scope.start));
    if (isListed) {
      const forces = [...new Set([...last.forces, ...scope.forces])];
      all[all.length - 1] = { ...last, end: scope.end, forces };
    } else all.push(scope);
  }
  return all;
}

/** A name as it stands in a text; short ones, such as "ASP", in capitals only. */
function nameForm(name: string): RegExp {
  const words = escaped(name)
    .replaceAll(' ', String.raw`\s`)
    .replaceAll('&', '(?:&|and)');
  return new RegExp(`(?<![\\p{L}\\d])${words}(?![\\p{L}\\d])`, /^[A-Z&]+$/.test(name) ? 'gu' : 'giu');
}
