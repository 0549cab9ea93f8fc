/**
 * What fields of one request read alike is read once: aliases of the same thing share it. It lives as long as its owner,
 * an object of this request alone.
 */
export class SharedReads<Owner extends object, Value> {
  private readonly reads = new WeakMap<Owner, Map<string, Promise<Value>>>();

  /**
   * @param owner the caller, or what the field is of
   * @param key what is read, with all that decides how much of it
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
