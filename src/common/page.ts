/** A page of an ordered list: at most `first` items, beginning after the item with the code `after`. */
export interface Page {
  readonly first: number;
  /** Null or left out: from the start of the list. */
  readonly after?: string | null | undefined;
}
