import { noteWritten } from './client';
import { Offline, Problem, type ProblemBody } from './problem';
import { renewSession } from './renewal';

interface Upload {
  path: string;
  form: FormData;
  /** How much of it has been sent, from 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends a form with a file: the one call of which it is told how far it is. */
export async function upload<T>(what: Upload): Promise<T> {
  const first = await attempt(what);
  if (first.status !== 401) return read<T>(first);
  return read<T>((await renewSession(fetch)) ? await attempt(what) : first);
}

function attempt({ path, form, onProgress, signal }: Upload): Promise<XMLHttpRequest> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total, lengthComputable }) =>
      lengthComputable && onProgress?.(loaded / total);
    request.onload = () => done(request);
    request.onerror = () => failed(new Offline());
    request.onabort = () => failed(new DOMException('Given up', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.open('POST', path);
    request.send(form);
  });
}

function read<T>(request: XMLHttpRequest): T {
  const body = parsed(request.responseText);
  if (request.status < 300) {
    noteWritten(request.getResponseHeader('Nexus-Position'));
    return body as T;
  }
  throw new Problem((body as ProblemBody | undefined) ?? unexplained(request.status));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unexplained = (status: number): ProblemBody => ({
  type: 'about:blank',
  code: `http.${status}`,
  title: 'Failed',
  status,
  detail: status === 413 ? 'The file is too large.' : `The file was not taken (${status}).`,
});
