import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { Icon } from './Icon';

const choices = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export function ColorSchemeSwitch() {
  // Suppressing transitions would need a style element, which the content security policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Menu position="top-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label="Colours">
          <Icon name={colorScheme === 'dark' ? 'moon' : 'sun'} size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown aria-label="Colours">
        {choices.map(({ value, label }) => (
          <Menu.Item
            key={value}
            onClick={() => setColorScheme(value)}
            rightSection={colorScheme === value ? <Icon name="check" size={14} /> : undefined}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
