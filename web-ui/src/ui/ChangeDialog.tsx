import { Button, Modal } from '@mantine/core';
import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useState } from 'react';

import { Boundary } from './Broken';
import type { Call } from './Curl';
import { chunk } from './chunk';
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
  /** A person may be asked to confirm it, or the node goes back. */
  confirmable?: boolean;
  send: (dryRun: boolean, byPerson?: boolean) => Promise<ChangeAnswer>;
  done?: () => void;
};

const ChangeSteps = lazy(
  chunk(() => import('./ChangeSteps').then((steps) => ({ default: steps.ChangeSteps }))),
);

type Ask = (change: Change) => void;
const Asking = createContext<Ask>(() => {
  throw new Error('no ChangeDialog above');
});

/** Every change goes this way: show the difference, do it, wait until the node has it or went back. One may follow from another. */
export function ChangeDialog({ children }: { children: ReactNode }) {
  const [{ change, count }, setAsked] = useState<{ change: Change | null; count: number }>({
    change: null,
    count: 0,
  });
  const show = useCallback(
    (next: Change | null) => setAsked((before) => ({ change: next, count: before.count + 1 })),
    [],
  );
  const close = () => show(null);
  return (
    <Asking value={show}>
      {children}
      <Modal opened={change !== null} onClose={close} title={change?.title} size="lg">
        <Boundary what="The difference">
          <Suspense>{change && <ChangeSteps key={count} change={change} close={close} />}</Suspense>
        </Boundary>
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
