import { CodeSuggestions } from '../../../common/suggest-codes.js';

/** What people send in place of the codes of an enum. */
export interface OtherWords<Code extends string> {
  /** Other words for a code. */
  readonly names?: Readonly<Partial<Record<Code, readonly string[]>>>;
  /** What to send for words that are no other name of a code: for "mg", that a milligram is a thousandth of a gram. */
  readonly advice?: readonly { readonly words: readonly string[]; readonly text: string }[];
}

/** Says which value of an enum was probably meant by a text that is none. */
export class EnumHints {
  private readonly codes: CodeSuggestions;
  /** Of these, the code is the text of the advice. */
  private readonly advice: CodeSuggestions;

  constructor(codes: readonly string[], { names = {}, advice = [] }: OtherWords<string>) {
    this.codes = new CodeSuggestions(codes.map((code) => ({ code, names: names[code] ?? [] })));
    this.advice = new CodeSuggestions(advice.map(({ text, words }) => ({ code: text, names: words })));
  }

  /** The advice for a text, or the question which value was meant; null if nothing is close. */
  for(sent: string): string | null {
    const [advice] = this.advice.for(sent, false);
    return advice ?? this.codes.question(sent, "'");
  }
}
