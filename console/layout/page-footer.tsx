import type { FC } from 'hono/jsx';

const keys: readonly { readonly keys: readonly string[]; readonly lead: string }[] = [
  { keys: ['/'], lead: 'search' },
  { keys: ['j', 'k'], lead: 'next and previous row' },
  { keys: ['Enter'], lead: 'open the row' },
  { keys: ['Esc'], lead: 'leave a field, or close this' },
];

/** The keys that lead through a page, for those who ask. */
export const PageFooter: FC = () => (
  <footer>
    <span>
      Times are yours; <kbd>?</kbd> shows the keys.
    </span>
    <dialog id="keys" aria-label="Keys">
      <dl>
        {keys.map((one) => (
          <>
            <dt>
              {one.keys.map((key) => (
                <>
                  <kbd>{key}</kbd>{' '}
                </>
              ))}
            </dt>
            <dd>{one.lead}</dd>
          </>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  </footer>
);
