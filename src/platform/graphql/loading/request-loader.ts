import DataLoader from 'dataloader';

/**
 * Combines the loads of all fields of one request. Make a subclass for each kind of thing. Results are kept until the
 * request ends.
 */
export abstract class RequestLoader<Actor extends object, Key, Value> {
  private readonly loaders = new WeakMap<Actor, DataLoader<Key, Value>>();

  /** @param load returns a value for each key, in the same order, as this actor may see it */
  protected constructor(private readonly load: (actor: Actor, keys: readonly Key[]) => Promise<Value[]>) {}

  /** @param actor the actor, an object that exists for this request only: it is the key of the loader */
  async get(actor: Actor, key: Key): Promise<Value> {
    let loader = this.loaders.get(actor);
    if (loader === undefined) {
      loader = new DataLoader((keys) => this.load(actor, keys));
      this.loaders.set(actor, loader);
    }
    return loader.load(key);
  }
}
