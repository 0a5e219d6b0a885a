import type { Child, FC } from 'hono/jsx';
import type { Form } from '../visit/form';

export interface OnwardProps {
  readonly to: string;
  /** What the page that it leads to is asked for. */
  readonly values: Form;
  /** The token of the session's forms, where the values may stand in no address. */
  readonly token?: string | undefined;
  readonly isHere?: boolean;
  readonly children: Child;
}

/** Leads to a page that is asked for something: by its address, or by a form where no address may name it. */
export const Onward: FC<OnwardProps> = ({ to, values, token, isHere = false, children }) => {
  const current = isHere ? 'true' : undefined;
  if (token === undefined) {
    const search = new URLSearchParams(values).toString();
    return (
      <a href={search === '' ? to : `${to}?${search}`} aria-current={current}>
        {children}
      </a>
    );
  }
  return (
    <form method="post" action={to} class="onward">
      <input type="hidden" name="token" value={token} />
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class="quiet" aria-current={current}>
        {children}
      </button>
    </form>
  );
};
