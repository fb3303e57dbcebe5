import { answer, api, ifMatch, type Schemas } from '@/api/client';
import type { TimeQuery } from '@/shared/time';

export type Campaign = Schemas['Campaign'];
export type DeliveryState = Schemas['DeliveryState'];

const at = (id: string) => ({ params: { path: { id } } });

export const getCampaign = (id: string, query: TimeQuery, signal?: AbortSignal) =>
  answer(api.GET('/api/campaigns/{id}', { signal, params: { path: { id }, query } }));

export const createCampaign = (body: Schemas['NewCampaign']) =>
  answer(api.POST('/api/campaigns', { body }));

export const patchCampaign = (id: string, body: Schemas['CampaignChange'], version: number) =>
  answer(
    api.PATCH('/api/campaigns/{id}', { params: { path: { id }, header: ifMatch(version) }, body }),
  );

export const scheduleCampaign = (id: string, startAt: string) =>
  answer(api.POST('/api/campaigns/{id}/schedule', { ...at(id), body: { startAt } }));

export const launchCampaign = (id: string) =>
  answer(api.POST('/api/campaigns/{id}/launch', at(id)));
export const pauseCampaign = (id: string) => answer(api.POST('/api/campaigns/{id}/pause', at(id)));
export const resumeCampaign = (id: string) =>
  answer(api.POST('/api/campaigns/{id}/resume', at(id)));
export const retryFailed = (id: string) =>
  answer(api.POST('/api/campaigns/{id}/retry-failed', at(id)));

export const cancelCampaign = (id: string, reason: string | null) =>
  answer(api.POST('/api/campaigns/{id}/cancel', { ...at(id), body: { reason } }));

export const archiveCampaign = (id: string) => answer(api.DELETE('/api/campaigns/{id}', at(id)));
export const restoreCampaign = (id: string) =>
  answer(api.POST('/api/campaigns/{id}/restore', at(id)));

export const campaignHistory = (id: string, pageSize: number, signal: AbortSignal) =>
  answer(
    api.GET('/api/campaigns/{id}/history', {
      signal,
      params: { path: { id }, query: { pageSize } },
    }),
  );

/** What it is sent by, in words. */
export const types: Record<Schemas['CampaignType'], string> = {
  EMAIL: 'E-mail',
  SMS: 'Text message',
  MULTI_CHANNEL: 'E-mail and text message',
};

export const tones: Record<
  Schemas['CampaignStatus'],
  'plain' | 'accent' | 'good' | 'past' | 'bad'
> = {
  DRAFT: 'plain',
  SCHEDULED: 'accent',
  ACTIVE: 'accent',
  PAUSED: 'past',
  COMPLETED: 'good',
  CANCELLED: 'bad',
  FAILED: 'bad',
};
