// Of DropReason and FirewallDrop of the node.
const dropped: Record<string, string> = {
  malformed_packet: 'Malformed packets',
  no_route: 'To nobody in the tunnel',
  no_carrier: 'While no carrier was up',
  queue_full: 'Queue full',
  queue_delay: 'Waited too long',
  spoofed_source: 'From a foreign address',
  foreign_source: 'From a foreign address',
  edge_isolation: 'To an edge out of reach',
  other_edge: 'To an edge out of reach',
  not_granted: 'To a network not granted',
  this_node: 'To the hub itself',
  tun_refused: 'Not taken by the TUN device',
};

// Of Refused of the node.
const refused: Record<string, string> = {
  other: 'for another reason',
  connection_refused: 'by the destination',
  unreachable: 'destination unreachable',
  timeout: 'without an answer',
  loopback: 'to a loopback address',
  link_local: 'to a link-local address',
  multicast: 'to a multicast address',
  this_node: 'to the node itself',
  other_edge: 'to an edge out of reach',
  not_granted: 'to a network not granted',
  too_many: 'too many at once',
  no_carrier: 'no carrier free',
  malformed: 'malformed',
  reset: 'reset at the far end',
  idle: 'idle for too long',
  shutdown: 'at a stop of the node',
};

/** Why packets were dropped, as the name of a figure; a word of a newer node is shown as it is. */
export function dropText(reason: string): string {
  return dropped[reason] ?? reason.replaceAll('_', ' ');
}

/** Why connections were refused, to stand behind their number. */
export function refusalText(reason: string): string {
  return refused[reason] ?? reason.replaceAll('_', ' ');
}
