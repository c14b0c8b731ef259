import { Button, Modal } from '@mantine/core';
import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useState } from 'react';

import type { Call } from './Curl';
import type { Difference } from './Differences';

/** What the API says of a change, before it (dry run) and after. */
export type ChangeAnswer = {
  differences: readonly Difference[];
  couldCutAccess: boolean;
  /** The revision that nodes have to reach; null before it is made, and for what no node has to do with. */
  revision: number | null;
};

export type Change = {
  title: string;
  /** What happens, in a sentence. */
  says?: ReactNode;
  /** Verb on the button. */
  action: string;
  danger?: boolean;
  /** It changes something that no difference shows, such as a password. */
  always?: boolean;
  /** What comes of it is shown elsewhere. */
  quiet?: boolean;
  /** The node whose reaching the new state is waited for. */
  node?: string;
  /** The request that makes it, to be made by a program, too; without secrets. */
  call?: Call;
  send: (dryRun: boolean) => Promise<ChangeAnswer>;
  done?: () => void;
};

const ChangeSteps = lazy(() => import('./ChangeSteps').then((steps) => ({ default: steps.ChangeSteps })));

type Ask = (change: Change) => void;
const Asking = createContext<Ask>(() => {
  throw new Error('no ChangeDialog above');
});

/** Every change goes this way: show the difference, do it, wait until the node has it or went back. */
export function ChangeDialog({ children }: { children: ReactNode }) {
  const [change, setChange] = useState<Change | null>(null);
  const ask = useCallback<Ask>((next) => setChange(next), []);
  const close = () => setChange(null);
  return (
    <Asking value={ask}>
      {children}
      <Modal opened={change !== null} onClose={close} title={change?.title} size="lg">
        <Suspense>{change && <ChangeSteps change={change} close={close} />}</Suspense>
      </Modal>
    </Asking>
  );
}

export const useChange = (): Ask => use(Asking);

export function DialogFoot({ children, close }: { children?: ReactNode; close: () => void }) {
  return (
    <div className="dialogFoot">
      <Button size="sm" variant="default" onClick={close}>
        {children ? 'Cancel' : 'Close'}
      </Button>
      {children}
    </div>
  );
}
