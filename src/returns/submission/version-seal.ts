import { createHmac } from 'node:crypto';
import { canonicalContent, type VersionContent } from '../domain/index.js';

/** How long the key of a version's seal is. */
export const SEAL_KEY_BYTES = 32;

/**
 * What the audit record binds a version by: HMAC-SHA-256 of its canonical content, in hexadecimal. Without the key, which
 * is stored with the version, it says nothing of what the version says.
 */
export function sealOf(version: VersionContent, key: Buffer): string {
  return createHmac('sha256', key).update(canonicalContent(version), 'utf8').digest('hex');
}
