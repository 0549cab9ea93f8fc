/** One caller may have at most 1 / this of all bytes. */
const SHARES = 4;

/** A claim is small up to 1 / this of all bytes. */
const SMALL = 64;

/** The share of all bytes for large claims together; the rest is reserved for small ones, which most requests are. */
const FOR_LARGE = 3 / 4;

/** A budget of memory, in bytes, which all callers share. */
export class MemoryBudget {
  private readonly byCaller = new Map<string, number>();
  private bytes = 0;

  /** @param most the bytes for all callers together */
  constructor(private readonly most: number) {}

  /** The bytes in use now. */
  get used(): number {
    return this.bytes;
  }

  /** A new claim of a caller, of 0 bytes. It must be released in any case. */
  claim(caller: string): MemoryClaim {
    return new MemoryClaim((bytes, own) => this.take(caller, bytes, own));
  }

  /** A single request always fits, however small the budget: if its caller, or everybody, has no other claim. */
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

/** The claim of one request on the budget. */
export class MemoryClaim {
  private bytes = 0;

  /** @param take adds or returns bytes of a claim, given its present size; false if there is no room */
  constructor(private readonly take: (bytes: number, own: number) => boolean) {}

  /** Enlarges the claim. @returns false, without a change, if there is no room now */
  grow(bytes: number): boolean {
    if (!this.take(bytes, this.bytes)) return false;
    this.bytes += bytes;
    return true;
  }

  /** Returns all bytes of the claim. */
  release(): void {
    this.grow(-this.bytes);
  }
}
