import { Button, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { Failure } from '../api/problem';
import { DialogFoot } from './ChangeDialog';
import css from './FormDialog.module.css';
import { Notice } from './States';

type FormDialogProps = {
  title: string;
  opened: boolean;
  close: () => void;
  submit: () => void;
  action?: string;
  pending: boolean;
  failure: Failure | null;
  children: ReactNode;
};

/** The recipe of every form: fields, what is wrong as a whole, and a button that says what comes next. */
export function FormDialog({
  title,
  opened,
  close,
  submit,
  action = 'Review the change',
  pending,
  failure,
  children,
}: FormDialogProps) {
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const general = failure && Object.keys(failure.fields).length === 0;
  return (
    <Modal opened={opened} onClose={close} title={title} size="lg">
      <form onSubmit={onSubmit} className={css.form}>
        {general && (
          <Notice tone="down" title={`Not accepted: ${failure.title}`}>
            {failure.detail}
          </Notice>
        )}
        {children}
        <DialogFoot close={close}>
          <Button size="sm" type="submit" loading={pending}>
            {action}
          </Button>
        </DialogFoot>
      </form>
    </Modal>
  );
}

/** Fields that belong together, under a name. */
export const FieldGroup = ({ name, children }: { name: string; children: ReactNode }) => (
  <fieldset className={css.group}>
    <legend>{name}</legend>
    {children}
  </fieldset>
);

/** Fields side by side where there is room. */
export const Fields = ({ children }: { children: ReactNode }) => <div className={css.fields}>{children}</div>;
