import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { type Role, useMay } from '../api/session';

type ActionButtonProps = ButtonProps & {
  /** The least role that may do it. */
  needs?: Role;
  /** Why it cannot be done just now, apart from the role. */
  because?: string | null | undefined;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  type?: 'button' | 'submit';
  'aria-label'?: string;
  children: ReactNode;
};

/** A button that, when it cannot be used, stays reachable and says why. */
export function ActionButton({ needs = 'viewer', because, onClick, children, ...rest }: ActionButtonProps) {
  const may = useMay(needs);
  const reason = may ? because : `Needs the role ${needs}. Ask an administrator for it.`;
  if (!reason) {
    return (
      <Button size="xs" onClick={onClick} {...rest}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip label={reason}>
      <Button
        size="xs"
        {...rest}
        type="button"
        data-disabled
        aria-disabled
        aria-description={reason}
        onClick={(event: MouseEvent) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
