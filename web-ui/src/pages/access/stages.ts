import type { Stage } from '../../api/keys';

/** How far a machine has come, in the order in which it does. */
export const stages: readonly Stage[] = ['enrolled', 'session', 'tunnel-up', 'first-packet'];

export const stageWords: Record<Stage, string> = {
  enrolled: 'has its certificate',
  session: 'talks to the control plane',
  'tunnel-up': 'has its tunnel',
  'first-packet': 'carries traffic',
};
