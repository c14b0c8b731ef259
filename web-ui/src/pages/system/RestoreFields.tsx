import { FileInput, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../../api/problem';
import { queryClient } from '../../api/queries';
import { restore } from '../../api/restore';
import { sessionQuery } from '../../api/session';
import { Notice } from '../../ui/States';

/** A backup, its passphrase, and the sending of both; on a fresh control plane the setup link's token lets one in. */
export function useRestore(setupToken?: string) {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const sending = useMutation({
    mutationFn: (backup: File) => restore(backup, passphrase, setupToken),
    // The backup's users are others than those that were signed in.
    onSuccess: () => {
      setFile(null);
      setPassphrase('');
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return {
    file,
    setFile,
    passphrase,
    setPassphrase,
    sending,
    missing: file ? (passphrase ? null : 'Type its passphrase first.') : 'Choose a backup first.',
    send: () => file && sending.mutate(file),
  };
}

type RestoreFieldsProps = { restoring: ReturnType<typeof useRestore>; size: 'xs' | 'sm' };

export function RestoreFields({ restoring, size }: RestoreFieldsProps) {
  const { file, setFile, passphrase, setPassphrase, sending } = restoring;
  return (
    <>
      {sending.isError && (
        <Notice tone="down" title="Nothing was restored">
          {Failure.of(sending.error).detail}
        </Notice>
      )}
      <FileInput
        label="Backup"
        placeholder="Choose a file"
        value={file}
        onChange={setFile}
        size={size}
        clearable
      />
      <PasswordInput
        label="Its passphrase"
        size={size}
        autoComplete="off"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
    </>
  );
}
