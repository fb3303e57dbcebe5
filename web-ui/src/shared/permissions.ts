import type { Schemas } from '@/api/client';
import { useSession } from './session';
import { useTime } from './time';

type Role = Schemas['Role'];
export type Resource =
  | 'contacts'
  | 'companies'
  | 'deals'
  | 'pipelines'
  | 'projects'
  | 'documents'
  | 'activities'
  | 'campaigns'
  | 'imports'
  | 'organization'
  | 'team';
/** Create, read, update, delete, launch. */
export type Action = 'C' | 'R' | 'U' | 'D' | 'L';

/**
 * The engine's permission matrix, so that nobody is offered what would be refused. The engine
 * decides; this only decides what is shown.
 */
const matrix: Record<Resource, Record<Role, string>> = {
  organization: { OWNER: 'CRUD', ADMIN: 'RU', MEMBER: 'R', VIEWER: 'R' },
  team: { OWNER: 'CRUD', ADMIN: 'CRU', MEMBER: 'R', VIEWER: 'R' },
  contacts: { OWNER: 'CRUD', ADMIN: 'CRUD', MEMBER: 'CRUD', VIEWER: 'R' },
  companies: { OWNER: 'CRUD', ADMIN: 'CRUD', MEMBER: 'CRUD', VIEWER: 'R' },
  deals: { OWNER: 'CRUD', ADMIN: 'CRUD', MEMBER: 'CRUD', VIEWER: 'R' },
  pipelines: { OWNER: 'CRUD', ADMIN: 'RU', MEMBER: 'R', VIEWER: 'R' },
  projects: { OWNER: 'CRUD', ADMIN: 'CRUD', MEMBER: 'CRU', VIEWER: 'R' },
  documents: { OWNER: 'CRUD', ADMIN: 'CRUD', MEMBER: 'CRUD', VIEWER: 'R' },
  activities: { OWNER: 'CRUD', ADMIN: 'CRUD', MEMBER: 'CRUD', VIEWER: 'R' },
  campaigns: { OWNER: 'CRUDL', ADMIN: 'CRUDL', MEMBER: 'CRU', VIEWER: 'R' },
  imports: { OWNER: 'CRUD', ADMIN: 'CRUD', MEMBER: 'CRU', VIEWER: 'R' },
};

export const may = (role: Role, action: Action, resource: Resource) =>
  matrix[resource][role].includes(action);

/** Why something cannot be done here and now, or undefined if it can. */
export function useRefusal(action: Action, resource: Resource): string | undefined {
  const { user } = useSession();
  const { readOnly } = useTime();
  if (action !== 'R' && readOnly) return 'The past is read only.';
  if (!may(user.role, action, resource))
    return `Your role (${user.role.toLowerCase()}) may not do this.`;
  return undefined;
}
