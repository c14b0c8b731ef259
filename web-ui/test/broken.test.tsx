import { render, screen } from '@testing-library/react';
import { lazy, Suspense } from 'react';
import { createMemoryRouter, Outlet, RouterProvider } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from '../src/routes';
import { Boundary } from '../src/ui/Broken';
import { chunk } from '../src/ui/chunk';
import { Theme } from '../src/ui/Theme';

const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

describe('a part that does not come', () => {
  // React tells the console of what a boundary has caught.
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
  afterEach(() => vi.restoreAllMocks());

  it('offers to load the page anew, and leaves the rest of it', async () => {
    const Missing = lazy(chunk(gone));
    render(
      <Theme>
        <p>the rest</p>
        <Boundary what="The chart">
          <Suspense>
            <Missing />
          </Suspense>
        </Boundary>
      </Theme>,
    );
    expect(await screen.findByText('The chart could not be loaded')).toBeTruthy();
    expect(screen.getByText(/it was upgraded since the page was opened/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Reload the page' }).hasAttribute('disabled')).toBe(false);
    expect(screen.getByText('the rest')).toBeTruthy();
  });

  it('that broke says by what', async () => {
    render(
      <Theme>
        <Boundary what="The chart">
          <Breaking />
        </Boundary>
      </Theme>,
    );
    expect(await screen.findByText('The chart could not be shown')).toBeTruthy();
    expect(screen.getByText(/no such figure/)).toBeTruthy();
  });

  it.each([
    ['was not sent', gone, 'The page could not be loaded'],
    ['breaks', () => Promise.resolve({ default: Breaking }), 'The page could not be shown'],
  ])('as a whole page that %s leaves the shell around it', async (_, load, says) => {
    const router = createMemoryRouter([{ element: <Shell />, children: [page('/', load)] }]);
    render(
      <Theme>
        <RouterProvider router={router} />
      </Theme>,
    );
    expect(await screen.findByText(says)).toBeTruthy();
    expect(screen.getByText('the way to other pages')).toBeTruthy();
  });
});

function Breaking(): never {
  throw new Error('no such figure');
}

function Shell() {
  return (
    <>
      <nav>the way to other pages</nav>
      <Outlet />
    </>
  );
}
