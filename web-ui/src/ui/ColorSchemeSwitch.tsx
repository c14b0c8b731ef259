import { SegmentedControl, useMantineColorScheme } from '@mantine/core';

const choices = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export function ColorSchemeSwitch() {
  // Suppressing transitions would need a style element, which the content security policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <SegmentedControl
      aria-label="Colour scheme"
      size="xs"
      data={[...choices]}
      value={colorScheme}
      onChange={setColorScheme}
    />
  );
}
