import { csrfToken, failureOf } from './client';

/** Sends a backup as it was downloaded; on a fresh control plane the setup link's token stands for signing in. */
export async function restore(file: File, passphrase: string, setupToken?: string): Promise<void> {
  const response = await fetch('/api/v1/restore', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/octet-stream',
      'X-Backup-Passphrase': passphrase,
      'X-CSRF-Token': csrfToken() ?? '',
      ...(setupToken ? { 'X-Setup-Token': setupToken } : {}),
    },
    body: file,
  });
  if (!response.ok) {
    throw await failureOf(response);
  }
}

/** Everything, encrypted by a passphrase. */
export const backupRequest = (passphrase: string): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken() ?? '' },
  body: JSON.stringify({ passphrase }),
});
