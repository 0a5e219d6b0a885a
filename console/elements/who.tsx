import type { FC } from 'hono/jsx';

/** Who did something: the session and its role, or the user. The whole ARN is the title. */
export const Who: FC<{ readonly actor: string | undefined }> = ({ actor }) => {
  if (actor === undefined) return <span class="none">nobody who is known</span>;
  const { name, role } = partsOf(actor);
  return (
    <span title={actor}>
      {name}
      {role !== undefined && <span class="hint"> ({role})</span>}
    </span>
  );
};

/** `arn:aws:sts::111111111111:assumed-role/on-call/ada` is `ada`, in the role `on-call`. */
function partsOf(actor: string): { readonly name: string; readonly role?: string } {
  const [kind = actor, ...path] = (actor.split(':').at(-1) ?? actor).split('/');
  const name = path.at(-1) ?? kind;
  return kind === 'assumed-role' && path.length === 2 ? { name, role: path[0] ?? '' } : { name };
}
