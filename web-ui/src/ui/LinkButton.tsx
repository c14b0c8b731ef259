import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Looks like a button, goes like a link: can be opened in another tab. */
export function LinkButton({ to, children, ...rest }: ButtonProps & { to: string; children: ReactNode }) {
  return (
    <Button component={Link} to={to} size="xs" variant="default" {...rest}>
      {children}
    </Button>
  );
}
