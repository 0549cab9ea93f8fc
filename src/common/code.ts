/** Of a force, an operation, a phase, a measure: it is part of addresses and stays for ever. */
const CODE = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether a text may be a code: lower-case words of letters and digits joined by hyphens, 60 characters at most. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}
