import { Modal } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { liveStream, useLiveState } from './api/live';
import { Failure } from './api/problem';
import { followChanges, queryClient } from './api/queries';
import { sessionQuery, useSession } from './api/session';
import { setupQuery } from './api/setup';
import { SetupPage } from './pages/setup/SetupPage';
import { SignInForm } from './pages/signin/SignInForm';
import { SignInPage } from './pages/signin/SignInPage';
import { paths } from './paths';
import { ChangeDialog } from './ui/ChangeDialog';
import { Shell } from './ui/Shell';
import { Notice } from './ui/States';

export function App({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Door>{children}</Door>
    </QueryClientProvider>
  );
}

/**
 *   nobody signed in:  no administrator yet -> setup, else -> sign in
 *   signed in:         the pages; when the session ends, a form above them, so that nothing on the page is lost
 */
function Door({ children }: { children: ReactNode }) {
  const session = useSession();
  const signedOut = session.isError && Failure.of(session.error).kind === 'signedOut';
  const setup = useQuery({ ...setupQuery, enabled: signedOut && !session.data });
  const atSetup = useLocation().pathname === paths.setup;
  if (session.data) {
    return (
      <Inside ended={signedOut} user={session.data.user}>
        {children}
      </Inside>
    );
  }
  if (signedOut) {
    if (setup.isPending) {
      return null;
    }
    return setup.data?.required || atSetup ? <SetupPage /> : <SignInPage />;
  }
  if (session.isError || session.failureReason) {
    return (
      <main className="outside">
        <Notice tone="suspect" title="The control plane does not answer">
          Nodes keep carrying traffic meanwhile. This page asks again every few seconds.
        </Notice>
      </main>
    );
  }
  return null;
}

function Inside({ ended, user, children }: { ended: boolean; user: string; children: ReactNode }) {
  useEffect(() => {
    if (ended) {
      return;
    }
    const stopFollowing = followChanges();
    const stop = liveStream.start();
    return () => {
      stop();
      stopFollowing();
    };
  }, [ended]);
  useSessionWatch();
  const before = useRef(ended);
  useEffect(() => {
    // Signed in again, here or in another tab: what was refused meanwhile is asked for anew.
    if (before.current && !ended) {
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    }
    before.current = ended;
  }, [ended]);
  return (
    <ChangeDialog>
      <Shell>{children}</Shell>
      <Modal opened={ended} onClose={() => {}} withCloseButton={false} title="Your session has ended">
        <p className="dialogSays">
          Sign in to go on where you were. What stands on the page is as old as the session.
        </p>
        <SignInForm knownUser={user} />
      </Modal>
    </ChangeDialog>
  );
}

/** The stream learns first that a session has ended. */
function useSessionWatch() {
  const { phase } = useLiveState();
  useEffect(() => {
    if (phase === 'signedOut') {
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    }
  }, [phase]);
}
