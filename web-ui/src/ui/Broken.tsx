import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useLiveState } from '../api/live';
import { ChunkMissing } from './chunk';
import { Notice } from './States';

type BrokenProps = { error: unknown; what: string };

/** Stands where a part of the page should be; loading the page anew keeps what is in the address. */
export function Broken({ error, what }: BrokenProps) {
  const away = useLiveState().phase === 'away';
  const missing = error instanceof ChunkMissing;
  return (
    <Notice
      tone="suspect"
      title={missing ? `${what} could not be loaded` : `${what} could not be shown`}
      action={
        <Button size="xs" variant="default" disabled={away} onClick={() => location.reload()}>
          Reload the page
        </Button>
      }
    >
      {missing
        ? `The control plane did not send this part: ${
            away
              ? 'it is away. Reload the page when it is back.'
              : 'it was upgraded since the page was opened, or was away.'
          }`
        : `${error instanceof Error ? error.message : String(error)}. The rest of the page works on.`}
    </Notice>
  );
}

type BoundaryProps = { what: string; children: ReactNode };

/** Keeps the rest of the page when a part of it cannot be had. */
export class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') };
  }

  override render() {
    return this.state.error === null ? (
      this.props.children
    ) : (
      <Broken error={this.state.error} what={this.props.what} />
    );
  }
}
