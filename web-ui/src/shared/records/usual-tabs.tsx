import type { Tab } from '@/ui/tabs';
import type { AboutField } from './activity-composer';
import { Documents } from './documents';
import { Timeline } from './timeline';
import type { useHistory } from './use-history';

interface UsualTabs {
  resource: 'deals' | 'contacts' | 'companies' | 'projects';
  id: string;
  about: AboutField;
  history: ReturnType<typeof useHistory>;
  /** The kinds of documents that are asked for here. */
  kinds?: string[];
}

/** What every record has around it: its timeline and its documents. */
export const usualTabs = ({ resource, id, about, history, kinds }: UsualTabs): Tab[] => [
  {
    key: 'timeline',
    label: 'Timeline',
    content: <Timeline resource={resource} id={id} about={about} history={history} />,
  },
  {
    key: 'documents',
    label: 'Documents',
    content: <Documents recordId={id} kinds={kinds} />,
  },
];
