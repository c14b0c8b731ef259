import { createTheme, Drawer, MantineProvider, Modal, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/**
 * Colours and type live in theme.css; here is only how Mantine's parts behave.
 *
 * Locking the scroll behind a dialog would make a style element, which the content security policy refuses.
 */
const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, radius: 'md', closeButtonProps: { 'aria-label': 'Close' } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, closeButtonProps: { 'aria-label': 'Close' } },
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
