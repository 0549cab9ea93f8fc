/** A page of a list that has an order: at most `first`, those after the item with the code `after`. */
export interface Page {
  readonly first: number;
  /** Null or left out: from the beginning. */
  readonly after?: string | null | undefined;
}
