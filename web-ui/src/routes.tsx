import type { ComponentType } from 'react';
import { createBrowserRouter, Navigate, Outlet, type RouteObject } from 'react-router';
import { App } from './App';
import { BrokenPage, RouteError } from './pages/BrokenPage';
import { NotFoundPage } from './pages/NotFoundPage';
import { OverviewPage } from './pages/overview/OverviewPage';
import { paths } from './paths';
import { chunk } from './ui/chunk';
import { Loading } from './ui/States';

/** A page that is fetched when somebody goes there; when it cannot be had, or breaks, the shell around it stays. */
export const page = (path: string, load: () => Promise<{ default: ComponentType }>): RouteObject => ({
  path,
  lazy: () =>
    chunk(load)().then(
      (loaded) => ({ Component: loaded.default }),
      (error) => ({ element: <BrokenPage error={error} /> }),
    ),
  errorElement: <RouteError />,
});

export const pageRoutes: RouteObject[] = [
  {
    element: (
      <App>
        <Outlet />
      </App>
    ),
    hydrateFallbackElement: <Loading what="the page" />,
    errorElement: <NotFoundPage broken />,
    children: [
      { path: paths.overview, element: <OverviewPage /> },
      page(paths.welcome, () => import('./pages/welcome/WelcomePage')),
      page(paths.nodes, () => import('./pages/nodes/NodesPage')),
      page('/nodes/:node/:part', () => import('./pages/node/NodePage')),
      page('/nodes/:node', () => import('./pages/node/NodePage')),
      page(paths.history, () => import('./pages/history/HistoryPage')),
      page(paths.events, () => import('./pages/events/EventsPage')),
      page(paths.audit, () => import('./pages/events/AuditPage')),
      page(paths.diagnostics, () => import('./pages/diagnostics/DiagnosticsPage')),
      page(paths.keys, () => import('./pages/access/KeysPage')),
      page(paths.certificates, () => import('./pages/access/CertificatesPage')),
      page(paths.users, () => import('./pages/access/UsersPage')),
      page(paths.tokens, () => import('./pages/access/TokensPage')),
      page(paths.system, () => import('./pages/system/SystemPage')),
      { path: paths.setup, element: <Navigate to={paths.overview} replace /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];

export const router = createBrowserRouter(pageRoutes);
