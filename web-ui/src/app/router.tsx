import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { parseSearch, stringifySearch, type UrlSearch } from '@/lib/url-search';
import { NotFound } from '@/ui/states';
import { Toasts } from '@/ui/toast';
import { Crash } from './crash';
import { Shell } from './shell';

const root = createRootRoute({
  validateSearch: (search: UrlSearch): UrlSearch => search,
  search: { middlewares: [keepTime] },
  notFoundComponent: () => <NotFound />,
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
});

/** Who looks at the past stays there from page to page, until they leave it on purpose. */
function keepTime({
  search,
  next,
}: {
  search: UrlSearch;
  next: (search: UrlSearch) => UrlSearch;
}): UrlSearch {
  const result = next(search);
  if ('asOf' in result || 'effectiveAt' in result) return result;
  return { ...result, asOf: search['asOf'], effectiveAt: search['effectiveAt'] };
}

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const routes = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/login',
    component: lazyRouteComponent(() => import('@/features/auth/login'), 'Login'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/register',
    component: lazyRouteComponent(() => import('@/features/auth/register'), 'Register'),
  }),
  shell.addChildren([
    createRoute({
      getParentRoute: () => shell,
      path: '/',
      component: lazyRouteComponent(() => import('@/features/search/search-home'), 'SearchHome'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/board',
      component: lazyRouteComponent(() => import('@/features/deal/board/deal-board'), 'DealBoard'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/deals',
      component: lazyRouteComponent(() => import('@/features/deal/deal-list'), 'DealList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/deals/$id',
      component: lazyRouteComponent(() => import('@/features/deal/deal-page'), 'DealPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/contacts',
      component: lazyRouteComponent(() => import('@/features/contact/contact-list'), 'ContactList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/contacts/$id',
      component: lazyRouteComponent(() => import('@/features/contact/contact-page'), 'ContactPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/companies',
      component: lazyRouteComponent(() => import('@/features/company/company-list'), 'CompanyList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/companies/$id',
      component: lazyRouteComponent(() => import('@/features/company/company-page'), 'CompanyPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/projects',
      component: lazyRouteComponent(() => import('@/features/project/project-list'), 'ProjectList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/projects/board',
      component: lazyRouteComponent(
        () => import('@/features/project/board/project-board'),
        'ProjectBoard',
      ),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/projects/$id',
      component: lazyRouteComponent(() => import('@/features/project/project-page'), 'ProjectPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/tasks',
      component: lazyRouteComponent(() => import('@/features/activity/my-day'), 'MyDay'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/activities/$id',
      component: lazyRouteComponent(
        () => import('@/features/activity/activity-page'),
        'ActivityPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/documents/$id',
      component: lazyRouteComponent(
        () => import('@/features/document/document-page'),
        'DocumentPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/campaigns',
      component: lazyRouteComponent(
        () => import('@/features/campaign/campaign-list'),
        'CampaignList',
      ),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/campaigns/$id',
      component: lazyRouteComponent(
        () => import('@/features/campaign/campaign-page'),
        'CampaignPage',
      ),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/imports',
      component: lazyRouteComponent(() => import('@/features/transfer/import-list'), 'ImportList'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/imports/$id',
      component: lazyRouteComponent(() => import('@/features/transfer/import-page'), 'ImportPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/analytics',
      component: lazyRouteComponent(() => import('@/features/analytics/analytics'), 'Analytics'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings',
      component: lazyRouteComponent(() => import('@/features/settings/settings'), 'Settings'),
    }),
  ]),
]);

export const router = createRouter({
  routeTree: routes,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: Crash,
  defaultNotFoundComponent: () => <NotFound />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
