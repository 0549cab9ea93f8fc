import { LRUCache } from 'lru-cache';
import type { DocumentNode } from 'graphql';

/** Characters of all documents that are kept. A parsed document takes more than a hundred times its text. */
const MOST_CHARACTERS = 128 * 1024;
/** Of one document: what is longer was hardly written to be sent again and again. */
const LONGEST = MOST_CHARACTERS / 8;

/**
 * Documents that were parsed and found valid, so that one that comes again is not parsed again. Apollo's own store keeps
 * 30 MB of them, which is several times as much memory: whoever sends many different ones would fill it.
 */
export class DocumentStore {
  private readonly documents = new LRUCache<string, DocumentNode>({
    ...{ maxSize: MOST_CHARACTERS, maxEntrySize: LONGEST },
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
