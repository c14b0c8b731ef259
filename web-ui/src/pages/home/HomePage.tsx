import { Alert, Container, Group, Loader, Stack, Text, Title } from '@mantine/core';
import type { ControlPlaneStatus } from '../../api/controlPlane';
import { useControlPlane } from '../../api/useControlPlane';
import { ColorSchemeSwitch } from '../../ui/ColorSchemeSwitch';

export function HomePage() {
  const status = useControlPlane();
  return (
    <Container component="main" size="sm" py="xl">
      <Stack>
        <Group justify="space-between">
          <Title>Braid</Title>
          <ColorSchemeSwitch />
        </Group>
        <Text>Bonds several uplinks into one.</Text>
        <div role="status">
          <StatusNotice status={status} />
        </div>
      </Stack>
    </Container>
  );
}

function StatusNotice({ status }: { status: ControlPlaneStatus }) {
  switch (status.state) {
    case 'loading':
      return (
        <Group gap="xs">
          <Loader size="xs" />
          <Text>Asking the control plane…</Text>
        </Group>
      );
    case 'reachable':
      return <Alert color="teal" title="Control plane reachable" />;
    case 'unwell':
      return (
        <Alert color="orange" title="Control plane reachable, but not able to serve">
          It reports {status.detail}. Nodes keep carrying traffic meanwhile.
        </Alert>
      );
    case 'unreachable':
      return (
        <Alert color="red" title="Control plane not reachable">
          {status.detail}. Nodes keep carrying traffic meanwhile; this page asks again every few seconds.
        </Alert>
      );
  }
}
