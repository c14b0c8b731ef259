import { createTheme, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';

const theme = createTheme({ respectReducedMotion: true });

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
