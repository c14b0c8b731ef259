/** A silence of more moments than this is one; fewer are reports that came late. */
const lateMoments = 3;

/** Which moments are worth drawing: an empty one is left out where a late report left it so, and kept where there was silence. */
export function withoutShortGaps(count: number, isEmpty: (at: number) => boolean): number[] {
  const kept: number[] = [];
  let empty: number[] = [];
  for (let at = 0; at < count; at++) {
    if (isEmpty(at)) {
      empty.push(at);
    } else {
      kept.push(...(empty.length > lateMoments ? empty : []), at);
      empty = [];
    }
  }
  return [...kept, ...empty];
}
