import { createTheme, Drawer, MantineProvider, Modal, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** Locking the scroll behind a dialog would make a style element, which the content security policy refuses. */
const dialog = {
  lockScroll: false,
  closeButtonProps: { 'aria-label': 'Close' },
  // The page has a header of its own, and needs no second banner.
  attributes: { header: { role: 'presentation' } },
};

/** Colours and type live in theme.css; here is only how Mantine's parts behave. */
const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: Modal.extend({
      defaultProps: { ...dialog, radius: 'md' },
    }),
    Drawer: Drawer.extend({
      defaultProps: dialog,
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } },
    }),
  },
});

/**
 * Light or dark as the system asks, until the person chooses.
 *
 * The server's content security policy refuses style elements made at run time, so Mantine is kept from making them:
 * its default variables come with its style sheet. For the same reason pages use class names rather than responsive
 * style props, which would make such elements too.
 */
export function Theme({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
