import { failureOf } from './client';

/** An answer that is a file, as the browser would save it. */
export async function fetchFile(
  path: string,
  init: RequestInit = {},
): Promise<{ name: string; content: Blob }> {
  const response = await fetch(path, init);
  if (!response.ok) {
    throw await failureOf(response);
  }
  const named = /filename="?([^";]+)"?/.exec(response.headers.get('Content-Disposition') ?? '');
  return { name: named?.[1] ?? path.split('/').pop() ?? 'braid', content: await response.blob() };
}
