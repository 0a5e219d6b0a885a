import type { FC } from 'hono/jsx';
import { DataTable } from '../../console/elements/data-table';
import { titleOf } from '../../console/elements/titles';
import { TokenField } from '../../console/fields/token-field';
import { Page } from '../../console/layout/page';
import { RefusalNote } from '../../console/layout/refusal-note';
import type { Visit } from '../../console/visit/visit';
import { publishedTypes } from '../demo/script/stories';
import { troubleIds, troubleTexts, type Trouble, type TroubleId, type Troubles } from '../trouble/troubles';
import type { Healing } from './healing';
import { HealingSection } from './healing-section';
import { UntilText } from './trouble-note';

export interface TroublePageProps {
  readonly visit: Visit;
  readonly troubles: Troubles;
  readonly healing: Healing;
  /** What was sent last, to be sent again. */
  readonly chosen: { readonly type?: string | undefined; readonly count?: string | undefined };
  /** Why nothing was done. */
  readonly refusal: string | undefined;
}

/** Whatever can be broken on this machine, and how it heals. */
export const TroublePage: FC<TroublePageProps> = ({ visit, troubles, healing, chosen, refusal }) => (
  <Page visit={visit} title="Trouble, on purpose">
    <RefusalNote
      refusal={refusal === undefined ? undefined : { is: 'refused', status: 400, why: refusal, problems: [] }}
    />
    <p>
      Break something, send a failure, and see what it does to a refund and how it heals. What fails is what stands in
      for Stripe, SES, DynamoDB and Lambda on this machine; what heals it is Amends as it is deployed. This page is on
      no other console.
    </p>
    <Switches troubles={troubles} visit={visit} />
    <SendForm visit={visit} chosen={chosen} />
    <HealingSection healing={healing} visit={visit} />
  </Page>
);

const Switches: FC<Pick<TroublePageProps, 'troubles' | 'visit'>> = ({ troubles, visit }) => (
  <section aria-labelledby="switches">
    <h2 id="switches">What can be broken</h2>
    <DataTable
      head={['What', 'How it heals', 'Break or mend']}
      rows={troubleIds.map((id) => {
        const { title, does, heals } = troubleTexts[id];
        return [
          <>
            <strong>{title}</strong>
            <div>{does}</div>
          </>,
          heals,
          <Switch id={id} trouble={troubles.find(id)} visit={visit} />,
        ];
      })}
    />
  </section>
);

const lengths = [
  { minutes: 0, text: 'until it is mended' },
  { minutes: 1, text: 'for a minute' },
  { minutes: 5, text: 'for 5 minutes' },
  { minutes: 15, text: 'for 15 minutes' },
];

interface SwitchProps {
  readonly id: TroubleId;
  /** Missing where it is off. */
  readonly trouble: Trouble | undefined;
  readonly visit: Visit;
}

const Switch: FC<SwitchProps> = ({ id, trouble, visit }) => {
  const { title } = troubleTexts[id];
  return (
    <form method="post" action={`/trouble/${id}/${trouble ? 'mend' : 'begin'}`} class="buttons">
      <TokenField visit={visit} />
      {trouble ? (
        <>
          <button type="submit" aria-label={`Mend it: ${title}`}>
            Mend it
          </button>
          <span class="over">
            Broken <UntilText until={trouble.until} reader={visit} />
          </span>
        </>
      ) : (
        <>
          <button type="submit" class="danger" aria-label={`Break it: ${title}`}>
            Break it
          </button>
          <select name="minutes" aria-label={`For how long: ${title}`}>
            {lengths.map(({ minutes, text }) => (
              <option value={minutes}>{text}</option>
            ))}
          </select>
        </>
      )}
    </form>
  );
};

const counts = [1, 5, 20];

/** Each is the first story of its type, of a customer of its own. It is paid first. */
const SendForm: FC<Pick<TroublePageProps, 'visit' | 'chosen'>> = ({ visit, chosen }) => (
  <section aria-labelledby="send">
    <h2 id="send">Send a failure</h2>
    <form method="post" action="/trouble/send" class="verdict">
      <TokenField visit={visit} />
      <label>
        What fails
        <select name="type" required>
          {publishedTypes.map(({ type, stories: [{ title }] }) => (
            <option value={type} selected={type === chosen.type}>
              {titleOf(type)}: {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        For how many customers
        <select name="count" required>
          {counts.map((count) => (
            <option value={count} selected={String(count) === chosen.count}>
              {count}
            </option>
          ))}
        </select>
      </label>
      <p class="buttons">
        <button type="submit">Send it now</button>
      </p>
    </form>
  </section>
);
