import { cleanup, configure } from '@testing-library/react';
import { createElement } from 'react';
import { afterEach, vi } from 'vitest';

// Mantine asks for the system's colour scheme; the test environment has none.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

// Pages are fetched when somebody goes there, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);

// The test environment has no canvas; charts are tried in a real browser.
vi.mock('../src/ui/chart/Plot', () => ({
  default: ({ label }: { label: string }) => createElement('div', { role: 'img', 'aria-label': label }),
}));
