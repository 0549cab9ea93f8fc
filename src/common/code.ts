/** The form of the code of a force, operation, phase or measure. A code is used in addresses and never changes. */
const CODE = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** Whether a text is a valid code: lower-case words of letters and digits joined by hyphens, 60 characters at most. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}
