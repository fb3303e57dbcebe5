import { answer, api, type Schemas } from '@/api/client';
import { upload } from '@/api/upload';

export type Import = Schemas['Import'];
export type Mapping = Schemas['ImportMapping'];

export const getImport = (id: string, signal?: AbortSignal) =>
  answer(api.GET('/api/imports/{id}', { signal, params: { path: { id } } }));

export function startImport(
  file: File,
  mapping: Mapping,
  dryRun: boolean,
  onProgress?: (share: number) => void,
) {
  const form = new FormData();
  form.append('mapping', new Blob([JSON.stringify(mapping)], { type: 'application/json' }));
  form.append('file', new File([file], file.name, { type: 'text/csv' }));
  return upload<Schemas['CommandAnswer']>({
    path: `/api/imports?dryRun=${dryRun}`,
    form,
    onProgress,
  });
}

export const undoImport = (id: string) =>
  answer(api.POST('/api/imports/{id}/undo', { params: { path: { id } } }));

export const tones = {
  RUNNING: 'accent',
  COMPLETED: 'good',
  FAILED: 'bad',
  UNDONE: 'past',
} as const;
