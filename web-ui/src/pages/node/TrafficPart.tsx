import { Fragment } from 'react';
import type { Carrier, Datagrams, Node, Streams, Tunnel } from '../../api/nodes';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card, Columns, Fact, Facts } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { countText, dataText, millisecondsText, percentText, rateText } from '../../ui/units';
import { ConnectionsCard } from './ConnectionsCard';
import { dropText, refusalText } from './reasons';

/** By which lanes traffic goes, and what did not go. */
export function TrafficPart({ node }: { node: Node }) {
  const { tunnels } = node.status;
  if (tunnels.length === 0) {
    return (
      <Card>
        <Empty title="No tunnel, no traffic">It appears here as soon as the node has a tunnel.</Empty>
      </Card>
    );
  }
  return tunnels.map((tunnel) => (
    <Fragment key={tunnel.name}>
      <TunnelTraffic tunnel={tunnel} />
      <ConnectionsCard tunnel={tunnel} online={node.status.online} />
    </Fragment>
  ));
}

function TunnelTraffic({ tunnel }: { tunnel: Tunnel }) {
  return (
    <Columns>
      <Card title={`Lanes to ${tunnel.hub}`} note="Ways of carrying traffic" flush>
        <DataTable label="Lanes" columns={laneColumns} rows={lanesOf(tunnel)} rowKey={({ lane }) => lane} />
      </Card>
      <Card title="Traffic in all" note="Since the node started">
        <Facts>
          <Fact name="Now">
            {rateText(tunnel.inboundBitsPerSecond)} in, {rateText(tunnel.outboundBitsPerSecond)} out
          </Fact>
          <Fact name="Carried">
            {dataText(tunnel.inboundBytes)} in, {dataText(tunnel.outboundBytes)} out
          </Fact>
          <Fact name="As packets">
            {countText(tunnel.inboundPackets)} in, {countText(tunnel.outboundPackets)} out
          </Fact>
          {tunnel.streams && <StreamFacts streams={tunnel.streams} />}
          <Fact name="Waiting">{dataText(tunnel.queueBytes)} in queues</Fact>
          <Fact name="Inner addresses">{tunnel.innerAddresses.join(', ') || '–'}</Fact>
        </Facts>
      </Card>
      <Card title="Dropped" note="Packets by reason, since the node started">
        <Drops drops={tunnel.drops} packets={tunnel.outboundPackets + tunnel.inboundPackets} />
      </Card>
    </Columns>
  );
}

/** What TCP connections on carriers of their own came to. */
function StreamFacts({ streams: { opened, originated, refused, meanOpenMs } }: { streams: Streams }) {
  const turnedAway = Object.entries(refused)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${countText(count)} ${refusalText(reason)}`);
  return (
    <>
      <Fact name="As TCP connections">
        {countText(opened + originated)}
        {meanOpenMs > 0 && `, opened in ${millisecondsText(meanOpenMs)} on average`}
      </Fact>
      {turnedAway.length > 0 && <Fact name="Refused connections">{turnedAway.join(', ')}</Fact>}
    </>
  );
}

type Lane = { lane: string; now: string; sent: number; received: number };

/** What each lane has to carry with, and what it has carried. */
export function lanesOf({ carriers, datagrams, streams }: Tunnel): Lane[] {
  const up = carriers.filter(({ state }) => state === 'up').length;
  const total = (figure: (carrier: Carrier) => number) =>
    carriers.reduce((sum, carrier) => sum + figure(carrier), 0);
  const packets: Lane = {
    lane: 'packets',
    now: `${up} of ${carriers.length} carriers up`,
    sent: total(({ bytesSent }) => bytesSent),
    received: total(({ bytesReceived }) => bytesReceived),
  };
  return [packets, ...(datagrams ? [lightLane(datagrams)] : []), ...(streams ? [streamLane(streams)] : [])];
}

function lightLane({ outboundPackets, copiesByCarrier, bytesSent, bytesReceived }: Datagrams): Lane {
  const alone = outboundPackets > 0 ? copiesByCarrier / outboundPackets : 0;
  const now = alone > 0 ? `on two paths, ${percentText(alone, 1)} on one` : 'on two paths at once';
  return { lane: 'light packets', now, sent: bytesSent, received: bytesReceived };
}

function streamLane({ open, idleCarriers, bytesSent, bytesReceived }: Streams): Lane {
  const now = `${countText(open)} open, ${countText(idleCarriers)} carriers ready`;
  return { lane: 'TCP connections', now, sent: bytesSent, received: bytesReceived };
}

const laneColumns: Column<Lane>[] = [
  { name: 'Lane', cell: ({ lane }) => lane },
  { name: 'Now', cell: ({ now }) => now },
  { name: 'Received', figure: true, cell: ({ received }) => dataText(received) },
  { name: 'Sent', figure: true, cell: ({ sent }) => dataText(sent) },
];

function Drops({ drops, packets }: { drops: Record<string, number>; packets: number }) {
  const reasons = Object.entries(drops)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) {
    return <Empty title="Nothing was dropped" icon="check" />;
  }
  return (
    <Facts>
      {reasons.map(([reason, count]) => (
        <Fact key={reason} name={dropText(reason)}>
          {countText(count)} {packets > 0 && `(${percentText(count / packets, 2)} of all)`}
        </Fact>
      ))}
    </Facts>
  );
}
