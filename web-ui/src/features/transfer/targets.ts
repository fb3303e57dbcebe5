export type ImportResource = 'deals' | 'companies' | 'contacts';

interface Target {
  name: string;
  label: string;
  /** What such a column may be called elsewhere, without spaces and signs. */
  known: RegExp;
}

const target = (name: string, label: string, known: RegExp): Target => ({ name, label, known });

/** What the columns of a file can mean; the order decides where a name fits several. */
export const targets: Record<ImportResource, Target[]> = {
  deals: [
    target('externalId', 'Id elsewhere', /^(externalid|opportunityid|dealid|id|reference)$/),
    target('stage', 'Stage', /^(stage|dealstage|phase)$/),
    target('value', 'Value', /^(value|closevalue|amount|dealvalue|price|revenue)$/),
    target('ownerName', 'Owner', /^(owner|ownername|salesagent|salesperson|rep|agent)$/),
    target('companyName', 'Company', /^(company|companyname|account|accountname|customer)$/),
    target('contactEmail', 'E-mail of the contact', /^(contactemail|email)$/),
    target('expectedCloseDate', 'Expected close', /^(expectedclose|expectedclosedate|duedate)$/),
    target('openedAt', 'Opened on', /^(openedat|opened|engagedate|created|createdat|createdate)$/),
    target('closedAt', 'Closed on', /^(closedat|closed|closedate)$/),
    target('wonReason', 'Won because', /^wonreason$/),
    target('lostReason', 'Lost because', /^lostreason$/),
    target('source', 'Source', /^(source|leadsource|channel)$/),
    target('name', 'Name', /^(name|deal|dealname|opportunity|title)$/),
  ],
  companies: [
    target('name', 'Name', /^(name|company|companyname|account)$/),
    target('sector', 'Sector', /^(sector|industry|branch)$/),
    target('employees', 'Employees', /^(employees|size|headcount)$/),
    target('revenue', 'Revenue', /^(revenue|turnover)$/),
    target('location', 'Location', /^(location|officelocation|city|country|address)$/),
  ],
  contacts: [
    target('firstName', 'First name', /^(firstname|givenname|forename)$/),
    target('lastName', 'Last name', /^(lastname|surname|familyname)$/),
    target('email', 'E-mail', /^(email|emailaddress|mail)$/),
    target('phone', 'Phone', /^(phone|phonenumber|mobile|telephone|tel)$/),
    target('companyName', 'Company', /^(company|companyname|account|organization|organisation)$/),
    target('jobTitle', 'Job title', /^(jobtitle|title|role|position)$/),
    target('tags', 'Tags', /^(tags|labels)$/),
    target('source', 'Source', /^(source|leadsource|channel)$/),
  ],
};

/** What every row must have. */
export const required: Record<ImportResource, string> = {
  deals: 'name',
  companies: 'name',
  contacts: 'email',
};

const plain = (column: string) => column.toLowerCase().replace(/[^a-z0-9]/g, '');

/** What each column probably means; each meaning is given once. */
export function guess(resource: ImportResource, columns: string[]): Record<string, string> {
  const taken = new Set<string>();
  const guessed: Record<string, string> = {};
  for (const column of columns) {
    const found = targets[resource].find(
      ({ name, known }) => !taken.has(name) && known.test(plain(column)),
    );
    if (!found) continue;
    taken.add(found.name);
    guessed[column] = found.name;
  }
  return guessed;
}

/** The resource whose columns fit most. */
export function likelyResource(columns: string[]): ImportResource {
  const counted = (['deals', 'contacts', 'companies'] as const).map((resource) => ({
    resource,
    count: Object.keys(guess(resource, columns)).length,
  }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).resource;
}

/** The name of a field of somebody's own, made of what the column is called. */
export const customKey = (column: string) =>
  `customFields.${column
    .trim()
    .replace(/[^\p{L}\p{N}]+(.)?/gu, (_, next: string | undefined) => (next ?? '').toUpperCase())
    .replace(/^./, (first) => first.toLowerCase())
    .slice(0, 60)}`;
