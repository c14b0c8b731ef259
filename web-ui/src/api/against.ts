/** Conditions by which a change is made against what was read: of something there is, or of nothing. */
export const against = (revision: number | null) =>
  revision === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${revision}"` };
