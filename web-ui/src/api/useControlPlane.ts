import { useEffect, useState } from 'react';
import { askStatus, type ControlPlaneStatus } from './controlPlane';

/** The control plane's status, asked again `intervalMs` after each answer for as long as the page is shown. */
export function useControlPlane(intervalMs = 5_000): ControlPlaneStatus {
  const [status, setStatus] = useState<ControlPlaneStatus>({ state: 'loading' });
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await askStatus(left.signal);
      if (answer && !left.signal.aborted) {
        setStatus(answer);
        timer = setTimeout(ask, intervalMs);
      }
    };
    void ask();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [intervalMs]);
  return status;
}
