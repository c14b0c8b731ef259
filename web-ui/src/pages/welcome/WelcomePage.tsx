import { useRef } from 'react';
import { useSearchParams } from 'react-router';
import { useNodes } from '../../api/nodes';
import { useMay } from '../../api/session';
import { Card, Page } from '../../ui/Page';
import { Loading, Notice, Trouble } from '../../ui/States';
import { EdgeStep } from './EdgeStep';
import { FirstPacketStep } from './FirstPacketStep';
import { HubStep } from './HubStep';
import { type Step, Steps, steps } from './Steps';
import { UplinksStep } from './UplinksStep';

/** From nothing to a bond that carries traffic; where one is stands in the address, so that a reload goes on there. */
export default function WelcomePage() {
  const [address, setAddress] = useSearchParams();
  const nodes = useNodes();
  const may = useMay('operator');
  const begun = useRef<Step>(undefined);
  if (nodes.isPending) {
    return (
      <Page title="Join your machines">
        <Card>
          <Loading what="the installation" />
        </Card>
      </Page>
    );
  }
  if (!nodes.data) {
    return (
      <Page title="Join your machines">
        <Trouble error={nodes.error} what="The installation" again={() => void nodes.refetch()} />
      </Page>
    );
  }
  const hubs = nodes.data.filter(({ kind }) => kind === 'hub');
  const hub = address.get('hub') ?? hubs[0]?.name ?? null;
  const edge = address.get('edge');
  const asked = steps.find(({ key }) => key === address.get('step'))?.key;
  const hubCame = hubs.some(({ name, status }) => name === hub && status.lastReportAt !== null);
  // A page that goes on by itself when the hub comes would take away what one is reading.
  begun.current ??= hubCame ? 'edge' : 'hub';
  const step = asked ?? begun.current;
  const go = (next: Step, more: Record<string, string> = {}) =>
    setAddress((old) => {
      const to = new URLSearchParams(old);
      for (const [key, value] of Object.entries({ ...more, step: next })) {
        to.set(key, value);
      }
      return to;
    });
  return (
    <Page
      title="Join your machines"
      lead="A hub has a public address; an edge stands where your links are. Each joins with one line, and together they are a bond."
    >
      {!may && (
        <Notice tone="suspect" title="Your role cannot join machines">
          It needs the role operator. Ask an administrator for it.
        </Notice>
      )}
      <Steps at={step} />
      {step === 'hub' && <HubStep name={hub} next={(name) => go('edge', { hub: name })} />}
      {step === 'edge' && <EdgeStep hub={hub} name={edge} next={(name) => go('uplinks', { edge: name })} />}
      {step === 'uplinks' && edge && <UplinksStep edge={edge} next={() => go('packet')} />}
      {step === 'packet' && edge && <FirstPacketStep edge={edge} hub={hub} />}
    </Page>
  );
}
