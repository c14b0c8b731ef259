import { render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import { queryClient } from '../src/api/queries';
import { pageRoutes } from '../src/routes';
import { Theme } from '../src/ui/Theme';
import { handlerOf } from './mock/handler';
import type { World } from './mock/world';

/** The dashboard at an address, over a mock of the API; answers with the requests that it made. */
export function showAt(path: string, world: World | null): { requests: Request[] } {
  const requests: Request[] = [];
  queryClient.clear();
  const handler = world ? handlerOf(world) : () => Promise.reject(new TypeError('refused'));
  vi.stubGlobal('fetch', async (asked: Request | string, init?: RequestInit) => {
    const request = asked instanceof Request ? asked : new Request(new URL(asked, location.origin), init);
    requests.push(request.clone());
    return handler(request);
  });
  const router = createMemoryRouter(pageRoutes, { initialEntries: [path] });
  render(
    <Theme>
      <RouterProvider router={router} />
    </Theme>,
  );
  return { requests };
}
