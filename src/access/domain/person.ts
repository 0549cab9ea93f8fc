/** Who did something, as it is told to those who may know. */
export interface Person {
  /** Opaque: it says nothing of who it is. `system` is the service itself. */
  readonly id: string;
  /** Null: erased, or never known. */
  readonly name: string | null;
}
