import { askWhich, CodeSuggestions, type Suggestions } from '../../common/suggest-codes.js';
import { ASKS, type MeasureInForce } from './measure.js';
import { namesOf, partOrMeasure, wordsOfUnknown, type SearchText } from './measure-search.js';
import { namedMeasure } from './named.js';

/** A measure, or a part of one, that a text may be meant for. */
export interface MeantPlace {
  readonly measure: string;
  /** The code of the part; null: the measure as a whole. */
  readonly part: string | null;
}

/** A text that would mean more measures than this says too little. */
const MOST_MEANT = 8;
/** More suggestions than this help nobody. */
const MOST_SUGGESTED = 3;

/** Finds the measures, or parts of measures, that a person probably meant by an unknown code. */
export class MeasureSuggestions implements Suggestions {
  private readonly codes: CodeSuggestions;
  /** The names of each measure, made when they are first needed, and once, because a return may have many unknown codes. */
  private names: readonly (readonly SearchText[])[] | null = null;

  constructor(private readonly measures: readonly MeasureInForce[]) {
    this.codes = new CodeSuggestions(measures.map(namedMeasure));
  }

  /**
   * The measures with this code or name, or one that is close; or else where a search for these words finds measures, the
   * parts first, and of these the ones that phases ask for. At most three; empty if there are none, or too many to help.
   *
   * @param slips whether to look further than for exact names: see `CodeSuggestions`
   */
  for(sent: string, slips = true): readonly MeantPlace[] {
    const codes = this.codes.for(sent, slips);
    if (codes.length > 0 || !slips) return codes.map((measure) => ({ measure, part: null }));
    const words = wordsOfUnknown(sent);
    this.names ??= this.measures.map(namesOf);
    const { names } = this;
    const found = this.measures.flatMap((measure, place) => {
      const part = partOrMeasure(names[place] ?? [], words);
      return part === undefined ? [] : [{ measure: measure.code, part, rank: ASKS.indexOf(measure.ask) }];
    });
    if (found.length > MOST_MEANT) return [];
    const ordered = found.toSorted((one, other) => one.rank - other.rank);
    return [...ordered.filter(({ part }) => part !== null), ...ordered.filter(({ part }) => part === null)]
      .slice(0, MOST_SUGGESTED)
      .map(({ measure, part }) => ({ measure, part }));
  }

  question(sent: string, quote?: string): string | null {
    return whichPlace(this.for(sent), quote);
  }
}

/** Asks whether one of these was meant; null if there are none. */
export function whichPlace(places: readonly MeantPlace[], quote = '"'): string | null {
  const quoted = (code: string): string => `${quote}${code}${quote}`;
  return askWhich(
    places.map(({ measure, part }) =>
      part === null ? quoted(measure) : `the part ${quoted(part)} of ${quoted(measure)}`,
    ),
  );
}
