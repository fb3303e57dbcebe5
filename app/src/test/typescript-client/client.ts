// Registers, makes a pipeline and a deal, and reads them back, with nothing but the contract's types.
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./generated/nexus.js";

declare const process: { argv: string[] };

type Deal = components["schemas"]["Deal"];

const baseUrl = process.argv[2];
if (!baseUrl) throw new Error("usage: client.js <address of the engine>");

const api = createClient<paths>({ baseUrl });

/** Sends the token, and lets every query wait for the last command. */
function session(token: string): Middleware {
  let position: string | null = null;
  return {
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${token}`);
      if (request.method === "GET" && position) request.headers.set("Nexus-Await", position);
    },
    onResponse({ request, response }) {
      if (request.method !== "GET") position = response.headers.get("Nexus-Position") ?? position;
    },
  };
}

/** The answer, or the problem as an exception. */
function ok<T>(what: string, answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${what}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

function expect(what: string, seen: unknown, expected: unknown): void {
  if (JSON.stringify(seen) !== JSON.stringify(expected)) {
    throw new Error(`${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`);
  }
}

const tag = Math.random().toString(36).slice(2, 10);
const registered = ok(
  "register",
  await api.POST("/api/auth/register", {
    body: {
      email: `typescript-${tag}@example.com`,
      password: `Correct-horse-${tag}-battery`,
      firstName: "Tess",
      lastName: "Script",
      organizationName: `TypeScript ${tag}`,
    },
  }),
);
api.use(session(registered.accessToken));

const pipeline = ok(
  "create a pipeline",
  await api.POST("/api/pipelines", {
    body: {
      name: "Retail",
      stages: [
        { name: "Enquiry", kind: "OPEN", probability: 20 },
        { name: "Won", kind: "WON", probability: 100 },
        { name: "Lost", kind: "LOST", probability: 0 },
      ],
    },
  }),
);

const opened = ok(
  "open a deal",
  await api.POST("/api/deals", {
    params: { header: { "Idempotency-Key": `deal-${tag}` } },
    body: {
      name: "Bathroom",
      value: { amount: "1234.50", currency: "GBP" },
      pipelineId: pipeline.id,
      customFields: { rooms: 2 },
    },
  }),
);

const deals = ok(
  "list deals",
  await api.GET("/api/deals", {
    params: { query: { pipelineId: [pipeline.id], status: ["OPEN"], sort: "-value" } },
  }),
);
const found: Deal | undefined = deals.data[0];
expect("the deals", [deals.pagination.total, found?.id, found?.value.amount], [1, opened.id, "1234.50"]);

const board = ok(
  "the board",
  await api.GET("/api/pipelines/{id}/board", { params: { path: { id: pipeline.id } } }),
);
expect(
  "the board",
  board.stages.map((stage) => [stage.name, stage.count, stage.weighted.amount]),
  [
    ["Enquiry", 1, "246.90"],
    ["Won", 0, "0.00"],
    ["Lost", 0, "0.00"],
  ],
);

const refused = await api.GET("/api/deals/{id}", {
  params: { path: { id: "deal-01990000-0000-7000-8000-00000000ffff" } },
});
expect("a problem", [refused.response.status, refused.error?.code], [404, "record.not-found"]);

console.log(`The client saw ${deals.pagination.total} deal.`);
