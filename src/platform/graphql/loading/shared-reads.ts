/**
 * Reads the same thing only once for all fields of a request, such as aliases of one field. Results are kept as long as
 * their owner, an object that exists for this request only.
 */
export class SharedReads<Owner extends object, Value> {
  private readonly reads = new WeakMap<Owner, Map<string, Promise<Value>>>();

  /**
   * @param owner the caller, or the object to which the field belongs
   * @param key identifies what is read, including everything that decides how much of it
   */
  async get(owner: Owner, key: object, read: () => Promise<Value>): Promise<Value> {
    const known = this.reads.get(owner) ?? new Map<string, Promise<Value>>();
    this.reads.set(owner, known);
    const text = JSON.stringify(key);
    const shared = known.get(text) ?? read();
    known.set(text, shared);
    return shared;
  }
}
