import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { liveStore } from '../src/api/live';
import { worlds } from './mock/worlds';
import { showAt } from './show';

describe('what somebody else changed', () => {
  it.each([
    { topic: 'user', page: '/access/users', shows: 'ada (you)', asks: 'users' },
    { topic: 'token', page: '/access/tokens', shows: 'prometheus', asks: 'tokens' },
    { topic: 'enrolment-key', page: '/access/keys', shows: 'vans', asks: 'enrolment-keys' },
    { topic: 'certificate', page: '/access/certificates', shows: 'home (edge)', asks: 'certificates' },
    { topic: 'node', page: '/nodes', shows: 'home', asks: 'nodes' },
    { topic: 'uplink', page: '/nodes/home/uplinks', shows: 'Paths to fra', asks: 'nodes/home/uplinks' },
    { topic: 'event', page: '/events', shows: /dsl is up again/, asks: 'events' },
    { topic: 'user', page: '/audit', shows: 'enrolment-keys/first-edge', asks: 'audit' },
    { topic: 'restore', page: '/access/users', shows: 'ada (you)', asks: 'session' },
  ])('is asked for anew: $topic at $page', async ({ topic, page, shows, asks }) => {
    const { requests } = showAt(page, worlds.healthy());
    await screen.findAllByText(shows);
    const asked = () => requests.filter(({ url }) => new URL(url).pathname === `/api/v1/${asks}`).length;
    const before = asked();
    const kind = topic === 'event' ? 'event' : 'changed';
    liveStore.receive({ event: kind, id: '', data: JSON.stringify({ topic, name: 'any', revision: 99 }) });
    await waitFor(() => expect(asked()).toBeGreaterThan(before));
  });
});
