import type { FC } from 'hono/jsx';

export interface ReasonFieldProps {
  /** What was typed before, where something was refused. */
  readonly typed: string | undefined;
  /** True where the page asks for nothing but this. */
  readonly isFirst?: boolean;
}

/** Why somebody does what they do. Each form that changes something asks for it. */
export const ReasonField: FC<ReasonFieldProps> = ({ typed, isFirst }) => (
  <label>
    Why
    <input name="why" required maxlength={500} value={typed} autocomplete="off" autofocus={isFirst} />
    <small>Kept for ever: no name, no address.</small>
  </label>
);
