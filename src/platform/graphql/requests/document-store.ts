import { LRUCache } from 'lru-cache';
import type { DocumentNode } from 'graphql';

/** The most characters of all cached documents. A parsed document needs more than a hundred times its text. */
const MOST_CHARACTERS = 128 * 1024;
/** The longest document that is cached. Longer ones are hardly written to be sent repeatedly. */
const LONGEST = MOST_CHARACTERS / 8;

/**
 * A cache of documents that were parsed and validated. Apollo's own store keeps 30 MB of them, which needs several
 * times as much memory, and a caller could fill it by sending many different documents.
 */
export class DocumentStore {
  private readonly documents = new LRUCache<string, DocumentNode>({
    maxSize: MOST_CHARACTERS,
    maxEntrySize: LONGEST,
    sizeCalculation: ({ loc }) => Math.max(1, loc?.source.body.length ?? LONGEST),
  });

  get(key: string): Promise<DocumentNode | undefined> {
    return Promise.resolve(this.documents.get(key));
  }

  set(key: string, document: DocumentNode): Promise<void> {
    this.documents.set(key, document);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.documents.delete(key));
  }
}
