/** No caller alone may have more than one in so many of all bytes. */
const SHARES = 4;

/** A claim is small up to one in so many of all bytes. */
const SMALL = 64;

/** What large claims may have in all, of all bytes: the rest is for small ones, as ordinary requests are. */
const FOR_LARGE = 3 / 4;

/** So many bytes of memory for all callers together, of which each caller may have a share at the same time. */
export class MemoryBudget {
  private readonly byCaller = new Map<string, number>();
  private bytes = 0;

  /** @param most bytes of all callers */
  constructor(private readonly most: number) {}

  /** What all callers have now, in bytes. */
  get used(): number {
    return this.bytes;
  }

  /** A claim of this caller, of nothing so far. It is to be released, whatever comes of it. */
  claim(caller: string): MemoryClaim {
    return new MemoryClaim((bytes, own) => this.take(caller, bytes, own));
  }

  /** A single request always fits, however small the budget: it is taken when its caller, or everybody, has nothing else. */
  private take(caller: string, bytes: number, own: number): boolean {
    const ofCaller = this.byCaller.get(caller) ?? 0;
    const inShare = ofCaller === own || ofCaller + bytes <= this.most / SHARES;
    const most = own + bytes <= this.most / SMALL ? this.most : this.most * FOR_LARGE;
    const inBudget = this.bytes === own || this.bytes + bytes <= most;
    if (bytes > 0 && !(inShare && inBudget)) return false;
    this.bytes += bytes;
    if (ofCaller + bytes === 0) this.byCaller.delete(caller);
    else this.byCaller.set(caller, ofCaller + bytes);
    return true;
  }
}

/** What one request has of the budget. */
export class MemoryClaim {
  private bytes = 0;

  /** @param take takes so many bytes, or gives them back, for a claim that has so many already; false: it may not */
  constructor(private readonly take: (bytes: number, own: number) => boolean) {}

  /** Makes it larger by so many bytes; false, and as it was, where that is too much now. */
  grow(bytes: number): boolean {
    if (!this.take(bytes, this.bytes)) return false;
    this.bytes += bytes;
    return true;
  }

  /** Gives all of it back. */
  release(): void {
    this.grow(-this.bytes);
  }
}
