import { endsThing } from './continuation.js';
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
      return part === undefined ? [] : [subject(measure, part?.code ?? null, whole[0].length + (part?.weight ?? 0))];
    });
  }

  /** "215 ecstasy tablets". */
  private drugBeforeNoun(measure: ReadableMeasure, noun: string, right: string): Subject[] {
    const [, drug, rest] =
      new RegExp(`^ *(?:suspected )?(\\p{L}[\\p{L} -]{1,40}?) (${noun})(?!\\p{L})`, 'iu').exec(right) ?? [];
    const part = drug === undefined ? undefined : this.partIn(measure, drug);
    return part === undefined || part === null
      ? []
      : [subject(measure, part, (drug?.length ?? 0) + (rest?.length ?? 0) + 1)];
  }

  /** "0.13kg of cannabis", "4kg cannabis", "cannabis weighing 130g". */
  weighed(left: string, right: string): Subject | null {
    const measure = this.measures.find(({ unit }) => unit === 'GRAM');
    if (measure === undefined) return null;
    const part = this.partOf(measure, right, '(?:of )?');
    if (part !== null && part !== undefined) return subject(measure, part.code, part.weight);
    const drugs = /^ *(?:of|in) (?:suspected |illegal |controlled )*drugs(?!\p{L})/iu.exec(right);
    return drugs === null ? this.named(measure, left, right) : subject(measure, null, drugs[0].length);
  }

  /** A drug that is named before its weight. */
  private named(measure: ReadableMeasure, left: string, right: string): Subject | null {
    const words =
      /(?<what>[\p{L} -]{3,40}?) (?:weighing|with a (?:total )?weight of) ?$/iu.exec(left) ?? namedBefore(left, right);
    const part = words === null ? null : this.partIn(measure, words.groups?.['what'] ?? '');
    return part === undefined || part === null
      ? null
      : { measure, part, weight: 1, length: 0, lengthBefore: words?.[0].length ?? 0 };
  }

  /** The part after "of"; null: no "of" follows; undefined: something else that is no part. */
  private partOf(
    measure: ReadableMeasure,
    right: string,
    link = '(?:(?:worth )?of )',
  ): { readonly code: string; readonly weight: number } | null | undefined {
    const of = new RegExp(`^ *${link}(?:suspected |dried |illegal )*`, 'iu').exec(right);
    if (of === null) return null;
    const rest = right.slice(of[0].length);
    const found = (this.forms.get(measure.code) ?? []).flatMap(({ code, atStart }) => {
      const words = atStart.exec(rest);
      const ends = words !== null && endsThing(rest.slice(words[0].length));
      return ends ? [{ code, weight: of[0].length + words[0].length }] : [];
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

/** What the words right after an amount say, which are so long. */
function subject(measure: ReadableMeasure, part: string | null, length: number): Subject {
  return { measure, part, weight: length, length };
}

/** "Cocaine (1.1kg)", "Cocaine – 4.2kg": the words right before an amount that stands alone. */
function namedBefore(left: string, right: string): RegExpExecArray | null {
  if (!/^ *(?:[),;.]|$)/u.test(right)) return null;
  return /(?:^|[,;•*–-] ?| and )(?<what>[\p{L} ]{3,40}?) ?(?:\(|:|–|-|=) ?$/u.exec(left);
}

/** What is counted of a drug: "tablets of ecstasy". */
function nounBeforeDrug({ unit, breakdown }: ReadableMeasure): string | null {
  if (unit === 'TABLET') return 'tablets?(?: or doses?)?|pills?|doses?';
  if (unit === 'WRAP') return 'wraps?';
  return unit === 'COUNT' && breakdown === 'drug' ? '(?:drugs? )?seizures?' : null;
}
