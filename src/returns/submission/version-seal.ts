import { createHmac } from 'node:crypto';
import { canonicalContent, type VersionContent } from '../domain/index.js';

/** The length of the key of a version's seal, in bytes. */
export const SEAL_KEY_BYTES = 32;

/**
 * The seal of a version in the audit record: HMAC-SHA-256 of its canonical content, in hexadecimal. Without the key,
 * which is stored with the version, the seal reveals nothing of the content.
 */
export function sealOf(version: VersionContent, key: Buffer): string {
  return createHmac('sha256', key).update(canonicalContent(version), 'utf8').digest('hex');
}
