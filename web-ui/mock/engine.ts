import type { components } from '../generated/schema';

type Schemas = components['schemas'];
type Deal = Schemas['Deal'];
type Contact = Schemas['Contact'];
type Company = Schemas['Company'];
type Entry = Schemas['HistoryEntry'];

/** What an imitated call answers: a status and a body. */
export interface Reply {
  status: number;
  body?: unknown;
}

const DAY = 86_400_000;
const NOW = Date.now();
const iso = (at: number) => new Date(at).toISOString();

// The same every time: screenshots of two runs can be compared.
let seed = 7;
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
let lastId = 0;
const id = (kind: string) =>
  `${kind}-01990000-0000-7000-8000-${String(++lastId).padStart(12, '0')}`;

const firstNames = [
  'Amelia',
  'Oliver',
  'Zoë',
  'Mateusz',
  'Priya',
  'Jürgen',
  'Chloé',
  'Idris',
  'Nora',
  'Tomás',
];
const lastNames = [
  'Ashworth',
  'Bennett',
  'Okafor',
  'Lindqvist',
  'Sharma',
  'Müller',
  'Whitfield',
  'García',
  'Novak',
  'Pemberton',
];
const companyNames = [
  'Harrogate Joinery',
  'Bluebell Homes',
  'Northern Stone',
  'Cedar & Clay',
  'Ashdown Architects',
  'Meridian Lets',
  'Wharfe Valley Builders',
  'The Old Dairy',
  'Kestrel Interiors',
  'Lumen Studio',
];
const sectors = ['Construction', 'Hospitality', 'Property', 'Retail'];
const things = [
  'Kitchen',
  'Bathroom',
  'Bespoke library',
  'Boot room',
  'Wardrobes',
  'Home office',
  'Utility room',
  'Staircase',
];

const people = ['Grace Hopper', 'Linus Park', 'Maya Lin', 'Sam Reid'].map((name) => ({
  id: id('user'),
  name,
}));
const me = people[0] as { id: string; name: string };
const actor = (person = me): Schemas['Actor'] => ({
  kind: 'USER',
  id: person.id,
  name: person.name,
});
const member = ({ id: userId, name }: { id: string; name: string }): Schemas['Member'] => ({
  id: userId,
  email: `${name.split(' ')[0]?.toLowerCase()}@linden.example`,
  firstName: name.split(' ')[0] ?? '',
  lastName: name.split(' ')[1] ?? '',
  avatarUrl: null,
  role: userId === me.id ? 'OWNER' : 'MEMBER',
  jobRoles: [],
  showroomIds: [],
  since: iso(NOW - 200 * DAY),
  version: 1,
});

const organization: Schemas['Organization'] = {
  id: id('organization'),
  name: 'Linden & Oak',
  slug: 'linden-oak',
  plan: 'PROFESSIONAL',
  status: 'ACTIVE',
  settings: {
    currency: 'GBP',
    timeZone: 'Europe/London',
    locale: 'en-GB',
    primaryColor: '#5550d2',
  },
  version: 1,
  createdAt: iso(NOW - 200 * DAY),
  updatedAt: iso(NOW - 200 * DAY),
};

const stageOf = (
  name: string,
  kind: Schemas['StageKind'],
  probability: number,
  order: number,
): Schemas['Stage'] => ({ id: id('stage'), name, kind, probability, order });
const pipeline: Schemas['Pipeline'] = {
  id: id('pipeline'),
  name: 'Sales Pipeline',
  isDefault: true,
  stages: [
    stageOf('Lead', 'OPEN', 10, 0),
    stageOf('Qualified', 'OPEN', 25, 1),
    stageOf('Proposal', 'OPEN', 50, 2),
    stageOf('Negotiation', 'OPEN', 75, 3),
    stageOf('Closed Won', 'WON', 100, 4),
    stageOf('Closed Lost', 'LOST', 0, 5),
  ],
  version: 1,
  createdAt: organization.createdAt,
  updatedAt: organization.createdAt,
};

const histories = new Map<string, Entry[]>();
function record(
  recordId: string,
  type: string,
  version: number,
  changes: Schemas['Change'][],
  at = Date.now(),
  by = actor(),
) {
  const entry: Entry = {
    eventId: id('event'),
    type: `${type}@1`,
    version,
    position: ++lastId,
    recordedAt: iso(at),
    occurredAt: iso(at),
    actor: by,
    correlationId: id('c'),
    causationId: null,
    changes,
    payload: {},
  };
  histories.set(recordId, [entry, ...(histories.get(recordId) ?? [])]);
}

const base = (at: number) => ({
  version: 1,
  createdAt: iso(at),
  updatedAt: iso(at),
  archived: false,
  customFields: {},
});

const companies: Company[] = Array.from({ length: 140 }, (_, n) => {
  const company: Company = {
    ...base(NOW - 180 * DAY * random()),
    id: id('company'),
    name:
      companyNames[n % 10] +
      (n < 10 ? '' : ` ${['North', 'South', 'Group', 'Estates'][n % 4]} ${Math.floor(n / 10)}`),
    sector: any(sectors),
    employees: Math.ceil(random() * 400),
    revenue: { amount: (Math.round(random() * 900) * 10_000).toFixed(2), currency: 'GBP' },
    location: any(['Leeds', 'York', 'Sheffield', 'Malmö']),
    parentId: null,
  };
  record(
    company.id,
    'company.registered',
    1,
    [{ field: 'name', from: null, to: company.name }],
    Date.parse(company.createdAt),
  );
  return company;
});

const contacts: Contact[] = Array.from({ length: 620 }, () => {
  const company = any(companies);
  const firstName = any(firstNames);
  const lastName = any(lastNames);
  const contact: Contact = {
    ...base(NOW - 180 * DAY * random()),
    id: id('contact'),
    firstName,
    lastName,
    email: `${firstName}.${lastName}@mail.example`.toLowerCase(),
    phone: '+442079460018',
    companyId: company.id,
    companyName: company.name,
    jobTitle: any(['Director', 'Buyer', 'Site manager', null]),
    tags: random() > 0.6 ? [any(['trade', 'vip', 'referral'])] : [],
    source: any(['website', 'referral', 'showroom']),
    lastContactedAt: null,
    lifecycleStage: any(['lead', 'opportunity', 'customer']),
    consents: { email: { given: true, basis: 'consent', at: iso(NOW - 50 * DAY) } },
  };
  record(
    contact.id,
    'contact.created',
    1,
    [
      { field: 'firstName', from: null, to: firstName },
      { field: 'lastName', from: null, to: lastName },
    ],
    Date.parse(contact.createdAt),
  );
  return contact;
});

const deals: Deal[] = Array.from({ length: Number(process.env.DEALS ?? 8800) }, () => {
  const stage = pipeline.stages[Math.floor(random() ** 0.6 * 6)] as Schemas['Stage'];
  const contact = any(contacts);
  const owner = any(people);
  const opened = NOW - 170 * DAY * random();
  const entered = opened + (NOW - opened) * random();
  const status = stage.kind;
  const deal: Deal = {
    ...base(opened),
    updatedAt: iso(entered),
    id: id('deal'),
    name: `${any(things)} for ${contact.lastName}`,
    value: { amount: (Math.round(random() ** 2 * 800 + 8) * 100).toFixed(2), currency: 'GBP' },
    pipelineId: pipeline.id,
    stageId: stage.id,
    stageName: stage.name,
    status,
    probability: stage.probability,
    contactId: contact.id,
    companyId: contact.companyId,
    companyName: contact.companyName,
    ownerId: owner.id,
    ownerName: owner.name,
    expectedCloseDate: iso(entered + 40 * DAY * random()).slice(0, 10),
    openedAt: iso(opened),
    stageEnteredAt: iso(entered),
    closedAt: status === 'OPEN' ? null : iso(entered),
    wonReason: null,
    lostReason: status === 'LOST' ? 'Price' : null,
    competitor: null,
    source: contact.source,
    slips: random() > 0.8 ? Math.ceil(random() * 3) : 0,
    externalId: null,
  };
  record(
    deal.id,
    'deal.opened',
    1,
    [
      { field: 'name', from: null, to: deal.name },
      { field: 'value', from: null, to: deal.value },
    ],
    opened,
    actor(owner),
  );
  if (random() > 0.4)
    record(
      deal.id,
      'deal.value-changed',
      2,
      [{ field: 'value', from: { amount: '900.00', currency: 'GBP' }, to: deal.value }],
      (opened + entered) / 2,
      actor(any(people)),
    );
  if (entered > opened)
    record(
      deal.id,
      'deal.moved-to-stage',
      3,
      [{ field: 'stageName', from: 'Lead', to: stage.name }],
      entered,
      actor(owner),
    );
  deal.version = histories.get(deal.id)?.length ?? 1;
  return deal;
});

const collections = { deals, contacts, companies } as Record<string, (Deal | Contact | Company)[]>;

const problem = (status: number, code: string, detail: string, more: object = {}): Reply => ({
  status,
  body: { type: `/problems/${code}`, code, title: code, status, detail, ...more },
});
const notFound = () => problem(404, 'not-found', 'There is no such record.');

const plain = (value: unknown): string | number =>
  typeof value === 'object' && value !== null && 'amount' in value
    ? Number(value.amount)
    : typeof value === 'number'
      ? value
      : String(value ?? '');

function page(rows: object[], query: URLSearchParams): Reply {
  const pageSize = Number(query.get('pageSize') ?? 10);
  const cursor = query.get('cursor');
  const from =
    cursor === null ? (Number(query.get('page') ?? 1) - 1) * pageSize : Number(cursor || 0);
  const next = from + pageSize < rows.length ? String(from + pageSize) : null;
  return {
    status: 200,
    body: {
      data: rows.slice(from, from + pageSize),
      pagination: {
        page: 1,
        pageSize,
        total: rows.length,
        totalPages: Math.ceil(rows.length / pageSize),
      },
      nextCursor: next,
    },
  };
}

const known = (row: { createdAt: string }, query: URLSearchParams) => {
  const at = query.get('asOf') ?? query.get('effectiveAt');
  return !at || row.createdAt <= at;
};
const titleOf = (row: object): string =>
  'name' in row
    ? String(row.name)
    : 'firstName' in row && 'lastName' in row
      ? `${row.firstName} ${row.lastName}`
      : '';

function list(name: string, query: URLSearchParams): Reply {
  const rows = (collections[name] ?? []).filter((row) => {
    if (row.archived || !known(row, query)) return false;
    const q = query.get('q')?.toLowerCase();
    if (q && !titleOf(row).toLowerCase().includes(q)) return false;
    return ['status', 'stageId', 'ownerId', 'companyId', 'lifecycleStage'].every((field) => {
      const values = query.getAll(field);
      return values.length === 0 || values.includes(String(row[field as keyof typeof row]));
    });
  });
  const sort = query.get('sort') ?? '-createdAt';
  const field = sort.replace('-', '') as keyof (typeof rows)[number];
  const sign = sort.startsWith('-') ? -1 : 1;
  const compare = (a: object, b: object) => {
    const [x, y] = [plain(a[field as never]), plain(b[field as never])];
    return (
      sign *
      (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)))
    );
  };
  return page(rows.sort(compare), query);
}

const sum = (rows: Deal[], share = 1) => ({
  amount: rows.reduce((total, deal) => total + Number(deal.value.amount) * share, 0).toFixed(2),
  currency: 'GBP',
});

function board(query: URLSearchParams): Reply {
  const perStage = Number(query.get('perStage') ?? 50);
  const q = query.get('q')?.toLowerCase() ?? '';
  const owner = query.get('ownerId');
  const stages = pipeline.stages.map((stage) => {
    const rows = deals
      .filter(
        (deal) =>
          deal.stageId === stage.id &&
          !deal.archived &&
          known(deal, query) &&
          deal.name.toLowerCase().includes(q) &&
          (!owner || deal.ownerId === owner),
      )
      .sort((a, b) => b.stageEnteredAt.localeCompare(a.stageEnteredAt));
    return {
      id: stage.id,
      name: stage.name,
      kind: stage.kind,
      probability: stage.probability,
      count: rows.length,
      total: sum(rows),
      weighted: sum(rows, stage.probability / 100),
      otherCurrencies: [],
      deals: rows.slice(0, perStage),
      nextCursor: rows.length > perStage ? String(perStage) : null,
    };
  });
  return { status: 200, body: { pipelineId: pipeline.id, name: pipeline.name, stages } };
}

function found(query: URLSearchParams): Schemas['Found'][] {
  const words = (query.get('q') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word && !/[:"-]/.test(word));
  const mark = (text: string) =>
    words.reduce(
      (marked, word) =>
        marked.replace(new RegExp(`(${word.replace(/[^\w]/g, '')})(?![^<]*>)`, 'i'), '<em>$1</em>'),
      text,
    );
  const of = (type: Schemas['Found']['type'], rows: object[], subtitle: (row: never) => string) =>
    rows
      .filter((row) => words.every((word) => titleOf(row).toLowerCase().includes(word)))
      .map((row) => ({
        type,
        id: (row as Deal).id,
        title: titleOf(row),
        subtitle: subtitle(row as never),
        highlights: { title: [mark(titleOf(row))] },
        score: 1,
        stage: (row as Deal).stageName,
      }));
  const all = [
    ...of('contact', contacts, (row: Contact) =>
      [row.jobTitle, row.companyName].filter(Boolean).join(' · '),
    ),
    ...of('company', companies, (row: Company) =>
      [row.sector, row.location].filter(Boolean).join(' · '),
    ),
    ...of('deal', deals, (row: Deal) => `£${row.value.amount} · ${row.stageName}`),
  ];
  const types = query.getAll('type');
  const stages = query.getAll('stage');
  return all.filter(
    (hit) =>
      (types.length === 0 || types.includes(hit.type)) &&
      (stages.length === 0 || stages.includes(hit.stage ?? '')),
  );
}

function search(query: URLSearchParams): Reply {
  const hits = found(query);
  const facet = (values: (string | undefined)[]) =>
    [...new Set(values)]
      .filter(Boolean)
      .map((value) => ({ value, count: values.filter((one) => one === value).length }));
  const mixed = (['contact', 'company', 'deal'] as const).flatMap((type) =>
    hits.filter((hit) => hit.type === type).slice(0, 9),
  );
  const stages = hits.map((hit) => (hit as unknown as Deal & { stage?: string }).stage);
  return {
    status: 200,
    body: {
      data: mixed,
      facets: {
        type: facet(hits.map((hit) => hit.type)),
        stage: facet(stages),
        owner: [],
        tag: [],
        source: [],
      },
      took: 4,
      pagination: {
        page: 1,
        pageSize: 25,
        total: hits.length,
        totalPages: Math.ceil(hits.length / 25),
      },
    },
  };
}

function suggest(query: URLSearchParams): Reply {
  const hits = found(query);
  const data = (['contact', 'company', 'deal'] as const)
    .map((type) => ({ type, items: hits.filter((hit) => hit.type === type).slice(0, 3) }))
    .filter((group) => group.items.length > 0);
  return { status: 200, body: { data, took: 3 } };
}

function change(
  name: string,
  row: Deal | Contact | Company,
  patch: Record<string, unknown>,
  type: string,
): Reply {
  const changes = Object.entries(patch).map(([field, to]) => ({
    field,
    from: row[field as never] ?? null,
    to,
  }));
  Object.assign(row, patch, { version: row.version + 1, updatedAt: iso(Date.now()) });
  record(row.id, `${name}.${type}`, row.version, changes as Schemas['Change'][]);
  return { status: 200, body: { id: row.id, version: row.version } };
}

function intoStage(deal: Deal, stage: Schemas['Stage'], more: Partial<Deal>, type: string): Reply {
  const reply = change('deal', deal, { stageName: stage.name, ...more }, type);
  Object.assign(deal, {
    stageId: stage.id,
    probability: stage.probability,
    stageEnteredAt: iso(Date.now()),
  });
  return reply;
}

const account = { user: { ...member(me) }, organization };
let loggedIn = true;

/** Answers a call as the engine would, near enough to work on the interface without one. */
export function imitate(
  method: string,
  path: string,
  query: URLSearchParams,
  headers: Record<string, unknown>,
  body: Record<string, never>,
): Reply {
  const [, , resource = '', key = '', action = ''] = path.split('/');
  if (resource === 'auth') {
    if (key === 'login' && body['password'] === ('wrong' as never))
      return problem(401, 'auth.invalid-credentials', 'The e-mail or the password is wrong.');
    if (key === 'register' && String(body['password']).length < 8)
      return problem(400, 'request.invalid', 'The request is invalid.', {
        errors: [
          { field: 'password', code: 'too-short', message: 'must have at least 8 characters' },
        ],
      });
    if (key === 'refresh')
      return loggedIn
        ? { status: 200, body: { data: account } }
        : problem(401, 'auth.no-session', 'Log in first.');
    loggedIn = key !== 'logout';
    return loggedIn
      ? {
          status: key === 'register' ? 201 : 200,
          body: { data: account, accessToken: 'x', expiresIn: 900 },
        }
      : { status: 204 };
  }
  if (!loggedIn) return problem(401, 'auth.required', 'Log in first.');
  if (path === '/api/me') return { status: 200, body: account };
  if (path === '/api/organization/members') return page(people.map(member), query);
  if (path === '/api/pipelines') return page([pipeline], query);
  if (resource === 'pipelines' && action === 'board') return board(query);
  if (path === '/api/search') return search(query);
  if (path === '/api/search/suggest') return suggest(query);

  const rows = collections[resource];
  if (!rows) return notFound();
  const name = resource === 'companies' ? 'company' : resource.slice(0, -1);
  if (!key) {
    if (method === 'GET') return list(resource, query);
    if (resource !== 'contacts' && !body['name'])
      return problem(400, 'request.invalid', 'The request is invalid.', {
        errors: [{ field: 'name', code: 'required', message: 'must not be empty' }],
      });
    const row = {
      ...(rows[0] as Deal),
      ...base(Date.now()),
      ownerId: me.id,
      ...(body as object),
      id: id(name),
      stageId: pipeline.stages[0]?.id,
      stageName: 'Lead',
      status: 'OPEN',
    } as Deal;
    rows.unshift(row);
    record(row.id, `${name}.${name === 'deal' ? 'opened' : 'created'}`, 1, []);
    return { status: 201, body: { id: row.id, version: 1 } };
  }
  const row = rows.find((one) => one.id === key);
  if (!row || !known(row, query)) return notFound();
  if (action === 'history') return page(histories.get(key) ?? [], query);
  if (method === 'GET') return { status: 200, body: row };
  const expected = String(headers['if-match'] ?? '').replaceAll('"', '');
  if (expected && Number(expected) !== row.version)
    return problem(412, 'version-mismatch', 'It was changed by somebody else meanwhile.', {
      currentVersion: row.version,
    });
  if (method === 'DELETE') return change(name, row, { archived: true }, 'archived');
  if (action === 'restore') return change(name, row, { archived: false }, 'restored');
  if (action === '') return change(name, row, body, 'details-changed');
  const stage = (kind: string) =>
    pipeline.stages.find((one) => one.kind === kind) as Schemas['Stage'];
  const deal = row as Deal;
  if (action === 'win')
    return intoStage(deal, stage('WON'), { status: 'WON', wonReason: body['reason'] }, 'won');
  if (action === 'lose')
    return intoStage(deal, stage('LOST'), { status: 'LOST', lostReason: body['reason'] }, 'lost');
  if (action === 'reopen') return intoStage(deal, stage('OPEN'), { status: 'OPEN' }, 'reopened');
  const target = pipeline.stages.find((one) => one.id === (body['stageId'] as unknown));
  if (action === 'stage' && target) return intoStage(deal, target, {}, 'moved-to-stage');
  return notFound();
}
