import type { FC } from 'hono/jsx';

export interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly among: readonly (readonly [value: string, label: string])[];
}

/** A choice of a filter: one of these, or any. What an address names besides is one of them, too. */
export const Choice: FC<ChoiceProps> = ({ name, label, value, among }) => {
  const isKnown = value === undefined || among.some(([one]) => one === value);
  const choices = isKnown ? among : [...among, [value, value] as const];
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">any</option>
        {choices.map(([one, text]) => (
          <option value={one} selected={one === value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
};
