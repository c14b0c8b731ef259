import { cleanup } from '@testing-library/react';
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

afterEach(cleanup);

// The test environment has no canvas; charts are tried in a real browser.
vi.mock('../src/ui/chart/Plot', () => ({
  default: ({ label }: { label: string }) => createElement('div', { role: 'img', 'aria-label': label }),
}));
