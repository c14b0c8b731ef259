import { csrfToken, failureOf } from './client';

/** Sends a backup as it was downloaded. */
export async function restore(file: File): Promise<void> {
  const response = await fetch('/api/v1/restore', {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'X-CSRF-Token': csrfToken() ?? '' },
    body: file,
  });
  if (!response.ok) {
    throw await failureOf(response);
  }
}
