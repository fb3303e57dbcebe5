import type { Schemas } from '@/api/client';
import type { IconName } from '@/ui/icon';

export type RecordType = Schemas['Found']['type'];

/** How each type of record is called and drawn, and where it opens (if it has a page yet). */
export const recordTypes: Record<
  RecordType,
  {
    one: string;
    many: string;
    icon: IconName;
    to?: '/contacts/$id' | '/companies/$id' | '/deals/$id';
  }
> = {
  contact: { one: 'Contact', many: 'Contacts', icon: 'contact', to: '/contacts/$id' },
  company: { one: 'Company', many: 'Companies', icon: 'company', to: '/companies/$id' },
  deal: { one: 'Deal', many: 'Deals', icon: 'deal', to: '/deals/$id' },
  project: { one: 'Project', many: 'Projects', icon: 'project' },
  document: { one: 'Document', many: 'Documents', icon: 'document' },
  activity: { one: 'Activity', many: 'Activities', icon: 'activity' },
  campaign: { one: 'Campaign', many: 'Campaigns', icon: 'campaign' },
};
