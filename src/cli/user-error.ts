/** What a program that reads the failure can use beside the message. */
export interface FailureDetails {
  readonly value?: string;
  /** What would have been legal. */
  readonly expected?: string;
  /** What to do. */
  readonly remedy?: string;
  /** The command was called with a value that it cannot take: exit code 2. */
  readonly isCall?: true;
}

/** A failure that its message explains in full: shown as it is, without a stack, with exit code 1, or 2 where the call was wrong. */
export class UserError extends Error {
  override readonly name = "UserError";

  constructor(
    message: string,
    readonly details: FailureDetails = {},
  ) {
    super(message);
  }
}
