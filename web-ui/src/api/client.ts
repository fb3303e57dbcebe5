import createClient, { type Middleware } from 'openapi-fetch';
import { Offline, Problem, type ProblemBody } from './problem';
import { renewSession } from './renewal';
import type { components, paths } from '../../generated/schema';

export type Schemas = components['schemas'];

/** How long after a change of ours queries wait for it to have arrived in their view. */
const OWN_WRITES_MS = 20_000;
let written: { position: string; at: number } | undefined;
/** The last change of others that we were told of; views may not have heard of it yet. */
let seen: string | undefined;

export function noteSeen(position: string): void {
  seen = position;
}

/** The last requests of this page: what they did is shown already. */
const ours: string[] = [];

function nameOfRequest(): string {
  const random = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  ours.push(`ui-${random}`);
  if (ours.length > 200) ours.shift();
  return `ui-${random}`;
}

export const isOurRequest = (correlationId: string) => ours.includes(correlationId);

/** Takes note of where a change of ours stands, for the queries that follow. */
export function noteWritten(position: string | null): void {
  if (position) written = { position, at: Date.now() };
}

/** Queries see what we wrote; the past needs no waiting, and neither does the search as you type. */
const ownWrites: Middleware = {
  onRequest({ request }) {
    const fresh = written && Date.now() - written.at < OWN_WRITES_MS;
    const awaited = fresh ? written?.position : seen;
    if (request.method !== 'GET') {
      request.headers.set('X-Request-Id', nameOfRequest());
    } else if (awaited && !/\/search|[?&](asOf|effectiveAt)=/.test(request.url)) {
      request.headers.set('Nexus-Await', awaited);
    }
  },
  onResponse({ request, response }) {
    if (request.method !== 'GET' && response.ok) {
      noteWritten(response.headers.get('Nexus-Position'));
    }
  },
};

let onSessionEnd: () => void = () => undefined;

/** Says what is to happen when the session is over and cannot be renewed. */
export function whenSessionEnds(then: () => void): void {
  onSessionEnd = then;
}

const SESSION_CALLS = /\/api\/auth\//;

/** Sends a request; where the session has run out, it is renewed and the request sent again. */
export async function sendWithSession(request: Request): Promise<Response> {
  const again = request.clone();
  try {
    const answer = await fetch(request);
    if (answer.status !== 401 || SESSION_CALLS.test(request.url)) return answer;
    if (await renewSession(fetch)) return await fetch(again);
    onSessionEnd();
    return answer;
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Offline();
  }
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin,
  fetch: sendWithSession,
  querySerializer: { array: { style: 'form', explode: true } },
});
api.use(ownWrites);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or the problem thrown. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new Problem(isProblemBody(error) ? error : unexplained(response));
}

function isProblemBody(error: unknown): error is ProblemBody {
  return typeof error === 'object' && error !== null && 'code' in error && 'status' in error;
}

// A proxy in between answers without a problem document.
function unexplained({ status }: Response): ProblemBody {
  const detail =
    status >= 502 ? 'Nexus is starting or cannot be reached.' : `The request failed (${status}).`;
  return { type: 'about:blank', code: `http.${status}`, title: 'Failed', status, detail };
}

/** The header that refuses to overwrite what somebody else changed meanwhile. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` as const });
