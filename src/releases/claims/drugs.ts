import { drugFormsOf, type PartForm, type ReadableMeasure, type Vocabulary } from './lexicon.js';
import type { Subject } from './subject.js';

/** Finds amounts of drugs: counted, weighed, and what drugs some words name. */
export class DrugFinder {
  private readonly measures: readonly ReadableMeasure[];
  /** By the measure's code. */
  private readonly forms: ReadonlyMap<string, readonly PartForm[]>;

  constructor(vocabulary: Vocabulary) {
    this.measures = vocabulary.measures;
    this.forms = drugFormsOf(vocabulary);
  }

  /** Tablets and wraps: "300 tablets of ecstasy". */
  counted(right: string): Subject[] {
    return this.measures.flatMap((measure) => {
      const noun = nounBeforeDrug(measure);
      if (noun === null) return [];
      const whole = new RegExp(`^ *(?:${noun})(?!\\p{L})`, 'iu').exec(right);
      if (whole === null) return this.drugBeforeNoun(measure, noun, right);
      const part = this.partOf(measure, right.slice(whole[0].length));
      return part === undefined
        ? []
        : [{ measure, part: part?.code ?? null, weight: whole[0].length + (part?.weight ?? 0) }];
    });
  }

  /** "215 ecstasy tablets". */
  private drugBeforeNoun(measure: ReadableMeasure, noun: string, right: string): Subject[] {
    const [, drug, rest] =
      new RegExp(`^ *(?:suspected )?(\\p{L}[\\p{L} -]{1,40}?) (${noun})(?!\\p{L})`, 'iu').exec(right) ?? [];
    const part = drug === undefined ? undefined : this.partIn(measure, drug);
    return part === undefined || part === null
      ? []
      : [{ measure, part, weight: (drug?.length ?? 0) + (rest?.length ?? 0) }];
  }

  /** "0.13kg of cannabis", "cannabis weighing 130g". */
  weighed(left: string, right: string): Subject | null {
    const measure = this.measures.find(({ unit }) => unit === 'GRAM');
    if (measure === undefined) return null;
    const part = this.partOf(measure, right);
    if (part !== null && part !== undefined) return { measure, part: part.code, weight: part.weight };
    if (/^ *(?:of|in) (?:suspected |illegal |controlled )*drugs(?!\p{L})/iu.test(right))
      return { measure, part: null, weight: 1 };
    const weighing = /(?<what>[\p{L} -]{3,40}?) (?:weighing|with a (?:total )?weight of) ?$/iu.exec(left)?.groups?.[
      'what'
    ];
    const before = weighing === undefined ? undefined : this.partIn(measure, weighing);
    return before === undefined || before === null ? null : { measure, part: before, weight: 1 };
  }

  /** The part after "of"; null: no "of" follows; undefined: something else that is no part. */
  private partOf(
    measure: ReadableMeasure,
    right: string,
  ): { readonly code: string; readonly weight: number } | null | undefined {
    const of = /^ *(?:(?:worth )?of )(?:suspected |dried |illegal )*/iu.exec(right);
    if (of === null) return null;
    const rest = right.slice(of[0].length);
    const found = (this.forms.get(measure.code) ?? []).flatMap(({ code, atStart }) => {
      const words = atStart.exec(rest);
      return words === null ? [] : [{ code, weight: of[0].length + words[0].length }];
    });
    const [longest] = found.toSorted((one, other) => other.weight - one.weight);
    const isOneOfSeveral =
      longest !== undefined &&
      this.isDrug(measure, /^(?:,| and| or| &|\/) ?(.{0,60})/iu.exec(right.slice(longest.weight))?.[1] ?? '');
    return isOneOfSeveral ? undefined : longest;
  }

  private isDrug(measure: ReadableMeasure, words: string): boolean {
    const rest = words.replace(/^(?:suspected|dried) /iu, '');
    return (this.forms.get(measure.code) ?? []).some(({ atStart }) => atStart.test(rest));
  }

  /** The part that some words name; null: drugs as a whole; undefined: something else. */
  partIn(measure: ReadableMeasure, words: string): string | null | undefined {
    if (/(?<!\p{L})(?:cash|money|weapons?|vehicles?|goods|assets|items)(?!\p{L})/iu.test(words)) return undefined;
    const found = (this.forms.get(measure.code) ?? []).flatMap(({ code, anywhere }) => {
      const match = anywhere.exec(words);
      return match === null ? [] : [{ code, length: match[0].length }];
    });
    if (found.length > 1 && /(?: and |,|&|\/)/iu.test(words.trim())) return undefined;
    const [longest, next] = found.toSorted((one, other) => other.length - one.length);
    if (longest !== undefined) return next?.length === longest.length ? undefined : longest.code;
    return /(?<!\p{L})drugs?(?!\p{L})/iu.test(words) ? null : undefined;
  }
}

/** What is counted of a drug: "tablets of ecstasy". */
function nounBeforeDrug({ unit, breakdown }: ReadableMeasure): string | null {
  if (unit === 'TABLET') return 'tablets?(?: or doses?)?|pills?|doses?';
  if (unit === 'WRAP') return 'wraps?';
  return unit === 'COUNT' && breakdown === 'drug' ? '(?:drugs? )?seizures?' : null;
}
