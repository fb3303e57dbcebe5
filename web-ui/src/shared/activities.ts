import { answer, api, type Schemas } from '@/api/client';
import type { IconName } from '@/ui/icon';

export type Activity = Schemas['Activity'];
export type ActivityType = Schemas['ActivityType'];

/** How each sort of activity is called and drawn. */
export const activityTypes: Record<ActivityType, { label: string; icon: IconName }> = {
  NOTE: { label: 'Note', icon: 'document' },
  CALL: { label: 'Call', icon: 'phone' },
  EMAIL: { label: 'E-mail', icon: 'campaign' },
  MEETING: { label: 'Meeting', icon: 'contact' },
  TASK: { label: 'Task', icon: 'check' },
};

export const addActivity = (body: Schemas['NewActivity']) =>
  answer(api.POST('/api/activities', { body }));

export const completeActivity = (id: string) =>
  answer(api.POST('/api/activities/{id}/complete', { params: { path: { id } }, body: {} }));

export const reopenActivity = (id: string) =>
  answer(api.POST('/api/activities/{id}/reopen', { params: { path: { id } } }));

export const rescheduleActivity = (id: string, scheduledAt: string) =>
  answer(
    api.POST('/api/activities/{id}/reschedule', {
      params: { path: { id } },
      body: { scheduledAt },
    }),
  );

/** What an activity is about, as links: the record, and what it is called. */
export function subjectsOf(activity: Activity): { id: string; name: string }[] {
  return [
    { id: activity.dealId, name: activity.dealName },
    { id: activity.projectId, name: activity.projectNumber },
    { id: activity.contactId, name: activity.contactName },
    { id: activity.companyId, name: activity.companyName },
  ].flatMap(({ id, name }) => (id ? [{ id, name: name ?? 'Open' }] : []));
}

/** The start of a day from today, in the time of whoever looks. */
export function dayFromNow(days: number, now = new Date()): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
}

/** Is open, and its time is over. */
export const isOverdue = (activity: Activity, now = Date.now()) =>
  activity.status === 'OPEN' &&
  activity.scheduledAt !== null &&
  Date.parse(activity.scheduledAt) < now;
