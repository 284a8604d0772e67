/** A failure that its message explains in full: shown as it is, without a stack, with exit code 1. */
export class UserError extends Error {
  override readonly name = "UserError";
}
