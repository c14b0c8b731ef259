import { useState } from 'react';
import type { Bond } from '../../api/bond';
import type { Node } from '../../api/nodes';
import { useTrace } from '../../api/trace';
import { type Uplink, useUplinks } from '../../api/uplinks';
import { ActionButton } from '../../ui/ActionButton';
import { BondDrawing } from '../../ui/drawing/BondDrawing';
import { Icon } from '../../ui/Icon';
import { Card } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { LiveThroughput } from '../overview/LiveThroughput';
import { PathTable } from './PathTable';
import { UplinkForm } from './UplinkForm';
import { UplinkTable } from './UplinkTable';

/** What each uplink is for, how it does, and the way to change it. */
export function UplinksPart({ node, bonds }: { node: Node; bonds: Bond[] }) {
  const uplinks = useUplinks(node.name);
  const [editing, setEditing] = useState<Uplink | 'new' | null>(null);
  return (
    <>
      {bonds.map((bond) => (
        <Card key={bond.hub ?? 'none'}>
          <BondDrawing bond={bond} />
        </Card>
      ))}
      <Card
        title="Uplinks"
        note="As asked for, and what they did with it"
        flush
        actions={
          <ActionButton
            needs="operator"
            variant="default"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => setEditing('new')}
          >
            Add an uplink
          </ActionButton>
        }
      >
        {uplinks.isPending && <Loading what="uplinks" />}
        {uplinks.isError && !uplinks.data && (
          <Trouble error={uplinks.error} what="Uplinks" again={() => void uplinks.refetch()} />
        )}
        {uplinks.data?.length === 0 && (
          <Empty title="No uplinks yet" icon="overview">
            An uplink is a WAN interface of this edge under a name that you choose, such as <em>dsl</em> or{' '}
            <em>lte</em>.
          </Empty>
        )}
        {uplinks.data && uplinks.data.length > 0 && (
          <UplinkTable node={node} uplinks={uplinks.data} edit={setEditing} />
        )}
      </Card>
      {node.status.tunnels.map((tunnel) => (
        <Card
          key={tunnel.name}
          title={`Paths to ${tunnel.hub}`}
          note="Each uplink towards the hub, as measured"
          flush
        >
          <PathTable node={node} tunnel={tunnel} />
        </Card>
      ))}
      {bonds[0] && <TracedThroughput bond={bonds[0]} />}
      <UplinkForm node={node} uplink={editing} close={() => setEditing(null)} />
    </>
  );
}

const TracedThroughput = ({ bond }: { bond: Bond }) => <LiveThroughput bond={bond} trace={useTrace(bond)} />;
