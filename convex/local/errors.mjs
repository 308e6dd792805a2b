/** Something the user must change before the server can start. The message says what and how; the exit code is 2. */
export class UsageError extends Error {}

/** A request that is refused before any function runs: an HTTP status with `{code, message}` (contract §1). */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A call that fails before its function runs: HTTP 200 with `status: "error"` and this text (contract §1). */
export class CallError extends Error {}
