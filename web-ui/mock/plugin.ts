import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';

const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none';" +
  " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/** Serves /api from memory, so that the interface can be worked on without an engine. */
export function imitatedEngine(): Plugin {
  const attach = (middlewares: Connect.Server) => {
    middlewares.use((request, response, next) => {
      if (request.url?.startsWith('/api/')) void reply(request, response);
      else next();
    });
  };
  return {
    name: 'nexus-imitated-engine',
    configureServer: (server) => attach(server.middlewares),
    configurePreviewServer: (server) => {
      // what is built keeps to the policy of the engine
      server.middlewares.use((_, response, next) => {
        response.setHeader('Content-Security-Policy', POLICY);
        next();
      });
      attach(server.middlewares);
    },
  };
}

async function reply(request: IncomingMessage, response: ServerResponse) {
  const { imitate } = await import('./engine');
  let text = '';
  for await (const piece of request) text += String(piece);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = text ? (JSON.parse(text) as Record<string, never>) : {};
  const answer = imitate(
    request.method ?? 'GET',
    url.pathname,
    url.searchParams,
    request.headers,
    body,
  );
  await new Promise((done) => setTimeout(done, Number(process.env.LATENCY ?? 40)));
  response.statusCode = answer.status;
  response.setHeader(
    'Content-Type',
    answer.status < 400 ? 'application/json' : 'application/problem+json',
  );
  response.setHeader('Nexus-Position', '1');
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}
