import { endsThing } from './continuation.js';
import type { DrugFinder } from './drugs.js';
import type { ReadableMeasure, Vocabulary } from './lexicon.js';
import type { Subject } from './subject.js';

/** How amounts of money are said to be of a measure, before or after them; `what` names drugs. */
const MONEY: Readonly<Record<string, { readonly after: RegExp; readonly before: RegExp }>> = {
  'cash-seized': {
    after:
      /^ *(?:(?:in|of|worth of) )?(?:suspected )?(?:criminal )?cash(?: suspected to be linked to criminality)?(?!\p{L})/iu,
    before:
      /(?<!\p{L})cash(?: (?:seized|seizures))?(?: (?:worth|totalling|of|to the value of|amounting to)|:| –| -)? ?$/iu,
  },
  'criminal-funds-recovered': {
    after: /^ *(?:(?:in|of|worth of) )?criminal funds(?: other than cash)?/iu,
    before: /criminal funds(?: (?:worth|totalling|of)|:)? ?$/iu,
  },
  'assets-seized': {
    after: /^ *(?:(?:in|of|worth of) )?(?:other )?assets(?: other than cash)?/iu,
    before: /assets(?: other than cash)?(?: (?:worth|totalling|with an estimated value of)|:)? ?$/iu,
  },
  'drugs-value': {
    after:
      /^ *(?:(?:worth )?of|worth) (?<what>(?:suspected |illegal |illicit |class [abc] |controlled )*[\p{L}-]+(?: (?:cocaine|resin|products))?)(?!\p{L})(?! (?:funds|proceeds))|^ *in (?<whatOf>drugs)/iu,
    before:
      /(?<what>[\p{L} ()-]{0,60}?) ?(?:,? (?:worth|valued at|with an? (?:estimated )?(?:total )?(?:street )?value of|to the value of))(?: an estimated)? ?$|(?:street value|value) of (?<whatOf>[\p{L} ()-]{1,60}?)(?: (?:seized|recovered))?(?: (?:across the region|by [\p{L} ]{1,40}))? (?:was|were|is|totalled|came to|:) ?$|(?:street value|drugs value)(?: of)?:? ?$/iu,
  },
};

/** Finds what an amount of money is of. */
export class MoneyFinder {
  private readonly measures: readonly ReadableMeasure[];

  constructor(
    vocabulary: Vocabulary,
    private readonly drugs: DrugFinder,
  ) {
    this.measures = vocabulary.measures.filter(({ unit }) => unit === 'GBP');
  }

  /** What the words before and after an amount say that it is of. */
  subjects(left: string, right: string): Subject[] {
    return this.measures.flatMap((measure) => this.subjectsOf(measure, left, right));
  }

  private subjectsOf(measure: ReadableMeasure, left: string, right: string): Subject[] {
    const form = MONEY[measure.code];
    if (form === undefined) return this.namedAfter(measure, right);
    const [after, before] = [form.after.exec(right), form.before.exec(left)];
    const [length, lengthBefore] = [lengthOf(after), lengthOf(before)];
    const isOfAll = !isOfSeveral(left, before) && (after === null || endsAlone(right.slice(length)));
    if (length + lengthBefore === 0 || !isOfAll) return [];
    const part = measure.breakdown === 'drug' ? this.drugIn(measure, [before, after]) : null;
    return part === undefined ? [] : [{ measure, part, weight: length + lengthBefore, length, lengthBefore }];
  }

  /** A measure of money that has no words of its own, by its name. */
  private namedAfter(measure: ReadableMeasure, right: string): Subject[] {
    const name = measure.name.toLowerCase().replace(/ (?:seized|recovered|restrained)$/u, '');
    const isNamed = new RegExp(`^ *(?:of|in|worth of)? *${name.replace(/[^\p{L} ]/gu, '.')}`, 'iu').test(right);
    return isNamed ? [{ measure, part: null, weight: 1, length: name.length }] : [];
  }

  /** The part that is named; null: drugs as a whole; undefined: something else, or a class of drugs, which is only some. */
  private drugIn(measure: ReadableMeasure, said: readonly (RegExpExecArray | null)[]): string | null | undefined {
    const words = said.map(drugsIn).join(' ').trim();
    const part = words === '' ? null : this.drugs.partIn(measure, words);
    return part === null && /(?<!\p{L})class [abc](?!\p{L})/iu.test(words) ? undefined : part;
  }
}

/** Whether what the amount is of ends here: not "of cash and jewellery", "of cocaine, heroin and cannabis". */
function endsAlone(rest: string): boolean {
  return endsThing(rest) && !JOINED_TO_MORE.test(rest);
}
const JOINED_TO_MORE =
  /^(?:,| and| or| &|\/) ?(?:(?:\p{L}+ )?(?:cash|drugs|cocaine|heroin|cannabis|ketamine|crack|mdma|ecstasy|amphetamine|jewellery|assets|goods|vehicles|watches|property)(?!\p{L}))|^ forfeited/iu;

/** "Cocaine and cash worth": the amount is of both. */
function isOfSeveral(left: string, before: RegExpExecArray | null): boolean {
  return before !== null && /(?:\p{L} and|,) *$/iu.test(left.slice(0, before.index));
}

const lengthOf = (found: RegExpExecArray | null): number => found?.[0].length ?? 0;
const drugsIn = (said: RegExpExecArray | null): string => said?.groups?.['what'] ?? said?.groups?.['whatOf'] ?? '';
