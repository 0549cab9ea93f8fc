import DataLoader from 'dataloader';

/**
 * Loads what the fields of one request ask for key by key in one go. Subclass it once for each thing that is loaded.
 * What was loaded is kept for the request, never longer.
 */
export abstract class RequestLoader<Actor extends object, Key, Value> {
  private readonly loaders = new WeakMap<Actor, DataLoader<Key, Value>>();

  /** @param load gives a value a key, in the keys' order, as this actor may see it */
  protected constructor(private readonly load: (actor: Actor, keys: readonly Key[]) => Promise<Value[]>) {}

  /** @param actor the caller, an object of this request alone: loaders live and die with it */
  async get(actor: Actor, key: Key): Promise<Value> {
    let loader = this.loaders.get(actor);
    if (loader === undefined) {
      loader = new DataLoader((keys) => this.load(actor, keys));
      this.loaders.set(actor, loader);
    }
    return loader.load(key);
  }
}
