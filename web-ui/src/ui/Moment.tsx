import { TextInput } from '@mantine/core';

/** As a field for a moment has it: the viewer's own clock, without a zone. */
function localMinute(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (figure: number) => String(figure).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

type MomentProps = {
  label: string;
  /** Since 1970. */
  seconds: number | null;
  error?: string | false;
  /** When the field is left with another moment in it; null when it was emptied. */
  onChange: (seconds: number | null) => void;
};

/** A minute of the viewer's own clock. */
export function Moment({ label, seconds, error = false, onChange }: MomentProps) {
  const shown = seconds === null ? '' : localMinute(seconds);
  return (
    <TextInput
      key={shown}
      type="datetime-local"
      size="xs"
      aria-label={label}
      leftSection={label}
      leftSectionWidth={56}
      defaultValue={shown}
      error={error}
      onBlur={({ currentTarget: { value } }) => {
        if (value !== shown) {
          onChange(value ? new Date(value).getTime() / 1000 : null);
        }
      }}
    />
  );
}
