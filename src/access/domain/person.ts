/** A person, as shown to callers who may see them. */
export interface Person {
  /** Opaque: it does not reveal who the person is. `system` is the service itself. */
  readonly id: string;
  /** Null if it was erased or never known. */
  readonly name: string | null;
}
