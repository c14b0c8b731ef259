import { Button, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { replaceNode } from '../../api/nodeChange';
import { type Node, useNode } from '../../api/nodes';
import { Failure } from '../../api/problem';
import { putUplink } from '../../api/uplinks';
import { ActionButton } from '../../ui/ActionButton';
import { Card } from '../../ui/Page';
import { Loading, Notice } from '../../ui/States';
import css from './Welcome.module.css';

/** The name of an uplink; the networks of a LAN, between blanks or commas. */
type Use = { use: 'uplink' | 'lan' | 'none'; name: string; networks: string };

const uses = [
  { value: 'uplink', label: 'An uplink' },
  { value: 'lan', label: 'The LAN' },
  { value: 'none', label: 'Not used' },
];

/** What each of the machine's interfaces is for, and the names of those that are uplinks. */
export function UplinksStep({ edge, next }: { edge: string; next: () => void }) {
  const { data } = useNode(edge);
  const [chosen, setChosen] = useState<Record<string, Use>>({});
  const node = data?.value;
  const names = (node?.status.interfaces ?? []).filter((name) => name !== 'lo');
  const of = (name: string): Use => chosen[name] ?? { use: 'none', name: '', networks: '' };
  const set = (name: string, change: Partial<Use>) =>
    setChosen({ ...chosen, [name]: { ...of(name), ...change } });
  const store = useMutation({
    mutationFn: () =>
      storeAll(
        node as Node,
        names.map((name) => ({ interface: name, ...of(name) })),
      ),
    onSuccess: next,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store.mutate();
  };
  const count = names.filter((name) => of(name).use === 'uplink' && of(name).name).length;
  return (
    <Card
      title={`What are ${edge}'s interfaces for?`}
      note="An uplink is a way to the Internet, under a name that you choose; the LAN is where the traffic comes from, with the networks that the hub shall route to it"
    >
      <form onSubmit={submit} className={css.form}>
        {store.isError && (
          <Notice tone="down" title="Not accepted">
            {Failure.of(store.error).detail}
          </Notice>
        )}
        {!node && <Loading what="its interfaces" />}
        {node && names.length === 0 && (
          <Notice tone="standby" title={`${edge} has not said yet which interfaces it has`}>
            It does with its first report.
          </Notice>
        )}
        <fieldset className={css.interfaces}>
          <legend className="onlyRead">Interfaces</legend>
          {names.map((name) => (
            <div key={name} className={css.interface}>
              <code>{name}</code>
              <Select
                aria-label={`${name} is`}
                data={uses}
                allowDeselect={false}
                value={of(name).use}
                onChange={(value) => set(name, { use: (value ?? 'none') as Use['use'] })}
              />
              {of(name).use === 'uplink' && (
                <TextInput
                  aria-label={`Name of the uplink on ${name}`}
                  placeholder="dsl, lte, fibre"
                  required
                  value={of(name).name}
                  onChange={(event) => set(name, { name: event.currentTarget.value })}
                />
              )}
              {of(name).use === 'lan' && (
                <TextInput
                  aria-label={`Networks behind ${name}`}
                  placeholder="192.168.10.0/24"
                  required
                  value={of(name).networks}
                  onChange={(event) => set(name, { networks: event.currentTarget.value })}
                />
              )}
            </div>
          ))}
        </fieldset>
        <div className={css.foot}>
          <ActionButton
            needs="operator"
            size="sm"
            type="submit"
            loading={store.isPending}
            because={count === 0 ? 'Name one uplink at least.' : null}
          >
            Use {count === 0 ? 'them' : count === 1 ? 'this uplink' : `these ${count} uplinks`}
          </ActionButton>
          <Button size="sm" variant="subtle" onClick={next}>
            Later
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Uplinks one by one, then the LAN; each is harmless to repeat, so a failure in the middle is mended by trying again. */
async function storeAll(node: Node, choices: ({ interface: string } & Use)[]): Promise<void> {
  for (const { interface: on, use, name } of choices) {
    if (use === 'uplink') {
      await putUplink(node.name, name.trim(), { interface: on });
    }
  }
  const lans = choices.filter(({ use }) => use === 'lan');
  if (node.spec.kind === 'edge' && lans.length > 0) {
    const interfaces = lans.map(({ interface: on }) => on);
    const prefixes = lans.flatMap(({ networks }) => networks.split(/[\s,]+/).filter((one) => one !== ''));
    await replaceNode(node, { ...node.spec, lan: { ...node.spec.lan, interfaces, prefixes } });
  }
}
