import { bondsOf } from '../../api/bonds';
import { useLiveNode } from '../../api/live';
import { useNode } from '../../api/nodes';
import { useUplinks } from '../../api/uplinks';
import { paths } from '../../paths';
import { BondDrawing } from '../../ui/drawing/BondDrawing';
import { LinkButton } from '../../ui/LinkButton';
import { Card, Stack } from '../../ui/Page';
import { Loading, Notice } from '../../ui/States';

/** The bond as it comes to life. */
export function FirstPacketStep({ edge, hub }: { edge: string; hub: string | null }) {
  const query = useNode(edge);
  const live = useLiveNode(edge);
  const uplinks = useUplinks(edge);
  const node = query.data?.value;
  if (!node) {
    return (
      <Card>
        <Loading what={edge} />
      </Card>
    );
  }
  const [bond] = bondsOf(node, live, uplinks.data ?? []);
  const tunnel = node.status.tunnels[0];
  const carries = tunnel !== undefined && tunnel.inboundPackets > 0 && tunnel.outboundPackets > 0;
  const waiting = node.status.conditions.find(({ ok }) => !ok);
  return (
    <Card title={`${edge} to ${hub ?? 'its hub'}`}>
      <Stack>
        {carries ? (
          <Notice
            tone="up"
            title="It carries traffic"
            action={
              <LinkButton to={paths.overview} variant="filled" size="sm">
                To the overview
              </LinkButton>
            }
          >
            Whatever comes from the LAN of {edge} now goes over all its uplinks at once.
          </Notice>
        ) : (
          <Notice
            tone="standby"
            title={
              tunnel?.state === 'up'
                ? 'The tunnel is up; it waits for the first packet'
                : 'The tunnel is on its way'
            }
          >
            {tunnel?.state === 'up'
              ? 'Open any page on a machine behind the edge.'
              : (waiting?.message ?? '')}
          </Notice>
        )}
        {bond && <BondDrawing bond={bond} />}
      </Stack>
    </Card>
  );
}
