import { Fragment } from 'react';
import type { Carrier, Node, Tunnel } from '../../api/nodes';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card, Columns, Fact, Facts } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { countText, dataText, percentText, rateText } from '../../ui/units';
import { ConnectionsCard } from './ConnectionsCard';

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
      <Card
        title={`Lanes to ${tunnel.hub}`}
        note="Ways of carrying traffic, each on carriers of its own"
        flush
      >
        <DataTable
          label="Lanes"
          columns={laneColumns}
          rows={lanesOf(tunnel.carriers)}
          rowKey={({ lane }) => lane}
        />
      </Card>
      <Card title="Flow of packets">
        <Facts>
          <Fact name="Now">
            {rateText(tunnel.inboundBitsPerSecond)} in, {rateText(tunnel.outboundBitsPerSecond)} out
          </Fact>
          <Fact name="Inbound">
            {dataText(tunnel.inboundBytes)} in {countText(tunnel.inboundPackets)} packets
          </Fact>
          <Fact name="Outbound">
            {dataText(tunnel.outboundBytes)} in {countText(tunnel.outboundPackets)} packets
          </Fact>
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

type Lane = { lane: string; carriers: number; up: number; subflows: number; sent: number; received: number };

/** Carriers summed by lane. */
export function lanesOf(carriers: readonly Carrier[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const { lane, state, subflows, bytesSent, bytesReceived } of carriers) {
    const sum = lanes.get(lane) ?? { lane, carriers: 0, up: 0, subflows: 0, sent: 0, received: 0 };
    lanes.set(lane, {
      lane,
      carriers: sum.carriers + 1,
      up: sum.up + (state === 'up' ? 1 : 0),
      subflows: sum.subflows + subflows,
      sent: sum.sent + bytesSent,
      received: sum.received + bytesReceived,
    });
  }
  return [...lanes.values()].sort((a, b) => a.lane.localeCompare(b.lane));
}

const laneColumns: Column<Lane>[] = [
  { name: 'Lane', cell: ({ lane }) => lane },
  { name: 'Carriers up', figure: true, cell: ({ up, carriers }) => `${up} of ${carriers}` },
  { name: 'Subflows', figure: true, cell: ({ subflows }) => countText(subflows) },
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
        <Fact key={reason} name={reason}>
          {countText(count)} {packets > 0 && `(${percentText(count / packets, 2)} of all)`}
        </Fact>
      ))}
    </Facts>
  );
}
