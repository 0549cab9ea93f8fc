import nlp from 'compromise/three';

/** The library's rules for single words. Its ordinary functions read whole sentences, which takes a hundred times longer. */
interface NounRules {
  readonly two: {
    readonly transform: {
      readonly noun: Record<'toSingular' | 'toPlural', (word: string, model: object) => string>;
    };
  };
}

/** A shorter word has no other forms: "gas" is not the plural of "ga". */
const SHORTEST = 4;

/** A word of a search, in lower case, with its English singular and plural: "knives", "knife". */
export function formsOf(word: string): readonly string[] {
  if (word.length < SHORTEST || !/^\p{L}+$/u.test(word)) return [word];
  const { toSingular, toPlural } = (nlp.methods() as NounRules).two.transform.noun;
  const singular = toSingular(word, nlp.model());
  // The library takes "axes" for the plural of "axis".
  const forms = [word, singular, toPlural(singular, nlp.model()), word.replace(/s$/, '')];
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST - 1);
}
