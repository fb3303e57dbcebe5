import type { Schemas } from '@/api/client';
import type { IconName } from '@/ui/icon';

export type RecordType = Schemas['Found']['type'];

/** Where a record of each type opens. */
export type RecordPath =
  | '/contacts/$id'
  | '/companies/$id'
  | '/deals/$id'
  | '/projects/$id'
  | '/campaigns/$id'
  | '/documents/$id'
  | '/activities/$id'
  | '/imports/$id';

/** Where the records of a type are listed. */
export type ListPath =
  '/' | '/contacts' | '/companies' | '/deals' | '/projects' | '/campaigns' | '/tasks' | '/imports';

/** How each type of record is called and drawn, and where it opens. */
export const recordTypes: Record<
  RecordType,
  { one: string; many: string; icon: IconName; to: RecordPath }
> = {
  contact: { one: 'Contact', many: 'Contacts', icon: 'contact', to: '/contacts/$id' },
  company: { one: 'Company', many: 'Companies', icon: 'company', to: '/companies/$id' },
  deal: { one: 'Deal', many: 'Deals', icon: 'deal', to: '/deals/$id' },
  project: { one: 'Project', many: 'Projects', icon: 'project', to: '/projects/$id' },
  document: { one: 'Document', many: 'Documents', icon: 'document', to: '/documents/$id' },
  activity: { one: 'Activity', many: 'Activities', icon: 'activity', to: '/activities/$id' },
  campaign: { one: 'Campaign', many: 'Campaigns', icon: 'campaign', to: '/campaigns/$id' },
};

/** The type of a record by its id: "deal-0199…". */
export const typeOfId = (id: string): RecordType | undefined => {
  const prefix = id.slice(0, id.indexOf('-'));
  return prefix in recordTypes ? (prefix as RecordType) : undefined;
};
