/** What a program that reads the failure can use beside the message. */
export interface FailureDetails {
  readonly value?: string;
  /** What would have been legal. */
  readonly expected?: string;
  /** What to do. */
  readonly remedy?: string;
}

/** A failure that its message explains in full: shown as it is, without a stack, with exit code 1. */
export class UserError extends Error {
  override readonly name = "UserError";

  constructor(
    message: string,
    readonly details: FailureDetails = {},
  ) {
    super(message);
  }
}
