import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useSearchParams } from 'react-router';
import { type Filter, filterOf } from '../../api/events';
import { Moment } from '../../ui/Moment';
import css from './More.module.css';

const typingMs = 300;

/** What the address filters a list by. Words are asked for when the typing pauses, and are no step back each. */
export function useFilters() {
  const [address, setAddress] = useSearchParams();
  const words = address.get('words') ?? '';
  const [typed] = useDebouncedValue(words, typingMs);
  const change = (key: keyof Filter, value: string | null) =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old);
        value ? next.set(key, value) : next.delete(key);
        return next;
      },
      { replace: key === 'words' },
    );
  return {
    words,
    change,
    get: (key: keyof Filter) => address.get(key),
    asked: filterOf((key) => (key === 'words' ? typed : address.get(key))),
  };
}

type FieldsProps = { filters: ReturnType<typeof useFilters>; placeholder: string };

/** Words, and up to when. */
export function WordsAndTime({ filters: { words, change, get }, placeholder }: FieldsProps) {
  const to = get('to');
  return (
    <>
      <TextInput
        aria-label="Words"
        placeholder={placeholder}
        size="xs"
        maxLength={100}
        className={css.search ?? ''}
        value={words}
        onChange={(event) => change('words', event.currentTarget.value)}
      />
      <Moment
        label="Before"
        seconds={to === null ? null : new Date(to).getTime() / 1000}
        onChange={(seconds) => change('to', seconds === null ? null : new Date(seconds * 1000).toISOString())}
      />
    </>
  );
}

/** The address of the same list in the API. */
export const listPath = (path: string, filter: Filter) => {
  const query = new URLSearchParams(filter).toString();
  return query ? `${path}?${query}` : path;
};
