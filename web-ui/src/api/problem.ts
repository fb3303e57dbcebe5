import type { components } from '../../generated/schema';

export type ProblemBody = components['schemas']['Problem'] & Record<string, unknown>;

/** "must not be empty" as it is read below a field: "Must not be empty." */
const asSentence = (message: string) =>
  message.charAt(0).toUpperCase() + message.slice(1) + (/[.!?…]$/.test(message) ? '' : '.');

/** A refusal of the engine, as it said it (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code;
    this.body = body;
  }

  /** What is wrong with which field, in words for a person. */
  get fields(): Record<string, string> {
    return Object.fromEntries(
      (this.body.errors ?? []).map((e) => [e.field, asSentence(e.message)]),
    );
  }

  get currentVersion(): number | undefined {
    const version = this.body['currentVersion'];
    return typeof version === 'number' ? version : undefined;
  }
}

/** No answer came at all: the network, or the engine, is away. */
export class Offline extends Error {
  constructor() {
    super('Nexus cannot be reached.');
    this.name = 'Offline';
  }
}

export const isProblem = (error: unknown, status?: number): error is Problem =>
  error instanceof Problem && (status === undefined || error.status === status);

/** One sentence for a person about anything that went wrong. */
export function say(error: unknown): string {
  return error instanceof Problem || error instanceof Offline
    ? error.message
    : 'Something unexpected happened.';
}
