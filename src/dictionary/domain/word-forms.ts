import nlp from 'compromise/three';

/** The library's rules for single words. Its ordinary functions read whole sentences, which takes a hundred times longer. */
interface NounRules {
  readonly two: {
    readonly transform: {
      readonly noun: Record<'toSingular' | 'toPlural', (word: string, model: object) => string>;
    };
  };
}

/** What the library knows of single words: "five" is a Cardinal, "some" a Determiner. */
interface WordKinds {
  readonly one: { readonly lexicon: Readonly<Record<string, string | readonly string[] | undefined>> };
}

/** A shorter word has no other forms: "gas" is not the plural of "ga". */
const SHORTEST = 4;

/** Everyday words, in the singular, with the dictionary's word for the same thing. */
const SAME_AS: ReadonlyMap<string, string> = new Map([
  ...['kid', 'youngster', 'minor', 'juvenile', 'teenager', 'youth'].map((word) => [word, 'children'] as const),
  ...['blade', 'dagger'].map((word) => [word, 'knife'] as const),
  ...['pistol', 'handgun', 'shotgun', 'rifle', 'revolver'].map((word) => [word, 'firearm'] as const),
  ...['weed', 'marijuana'].map((word) => [word, 'cannabis'] as const),
  ...['diazepam', 'valium', 'xanax'].map((word) => [word, 'benzodiazepines'] as const),
  ['coke', 'cocaine'],
  ['smack', 'heroin'],
  ['speed', 'amphetamine'],
  ['meth', 'methamphetamine'],
  ['acid', 'lsd'],
  ['spice', 'synthetic cannabinoids'],
  ['laughing', 'nitrous'],
  ['money', 'cash'],
  ['motorbike', 'motorcycle'],
  ['gang', 'organised crime group'],
]);

/**
 * A word of a search, in lower case, with its English singular and plural, and the dictionary's word for the same thing:
 * "knives", "knife"; "kids", "kid", "children", "child". Of a word with hyphens the last part changes: "e-bikes", "e-bike".
 */
export function formsOf(word: string): readonly string[] {
  const start = word.slice(0, word.lastIndexOf('-') + 1);
  const own = nounForms(word.slice(start.length)).map((form) => `${start}${form}`);
  const others = own.flatMap((form) => SAME_AS.get(form) ?? []).flatMap((other) => nounForms(other));
  return [...new Set([...own, ...others])];
}

function nounForms(word: string): readonly string[] {
  if (word.length < SHORTEST || !/^\p{L}+$/u.test(word)) return [word];
  const { toSingular, toPlural } = (nlp.methods() as NounRules).two.transform.noun;
  const singular = toSingular(word, nlp.model());
  // The library takes "axes" for the plural of "axis".
  const forms = [word, singular, toPlural(singular, nlp.model()), word.replace(/s$/, '')];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST - 1);
}

const AROUND = /^[\p{Pi}\p{Pf}\p{Ps}"'`]+|[\p{Pi}\p{Pf}\p{Pe}"'`,.;:!?]+$/gu;
const POSSESSIVE = /['\u2019]s$/u;

/** A word of a search without quotation marks and brackets around it, stops after it, and the 's of a possessive. */
export function bareWord(word: string): string {
  return word.replace(AROUND, '').replace(POSSESSIVE, '');
}

/** Kinds of words that say how many, or join others. */
const LITTLE: readonly string[] = ['Cardinal', 'Determiner', 'Preposition', 'Conjunction'];

/** Whether a word, in lower case, is a number or one of the words that say little by themselves: "five", "some", "of". */
export function saysLittle(word: string): boolean {
  if (/^\p{N}[\p{N},.]*$/u.test(word)) return true;
  const { lexicon } = (nlp.model() as WordKinds).one;
  const kinds = Object.hasOwn(lexicon, word) ? lexicon[word] : undefined;
  return [kinds ?? []].flat().some((kind) => LITTLE.includes(kind));
}
