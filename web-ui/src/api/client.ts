import createClient, { type Middleware } from 'openapi-fetch';
import { Offline, Problem, type ProblemBody } from './problem';
import { renewSession } from './renewal';
import type { components, paths } from '../../generated/schema';

export type Schemas = components['schemas'];

/** How long after a change of ours queries wait for it to have arrived in their view. */
const OWN_WRITES_MS = 20_000;
let written: { position: string; at: number } | undefined;

/** Queries see what we wrote; the past needs no waiting, and neither does the search as you type. */
const ownWrites: Middleware = {
  onRequest({ request }) {
    const fresh = written && Date.now() - written.at < OWN_WRITES_MS;
    if (
      fresh &&
      request.method === 'GET' &&
      !/\/search|[?&](asOf|effectiveAt)=/.test(request.url)
    ) {
      request.headers.set('Nexus-Await', written?.position ?? '');
    }
  },
  onResponse({ request, response }) {
    const position = response.headers.get('Nexus-Position');
    if (request.method !== 'GET' && response.ok && position) {
      written = { position, at: Date.now() };
    }
  },
};

let onSessionEnd: () => void = () => undefined;

/** Says what is to happen when the session is over and cannot be renewed. */
export function whenSessionEnds(then: () => void): void {
  onSessionEnd = then;
}

const SESSION_CALLS = /\/api\/auth\//;

async function send(request: Request): Promise<Response> {
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
  fetch: send,
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
