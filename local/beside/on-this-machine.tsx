import type { FC } from 'hono/jsx';
import type { LocalSystem } from '../system/local-system';

export interface OnThisMachineProps {
  readonly endpoints: Pick<LocalSystem['endpoints'], 'mail' | 'tableBrowser'>;
  /** Where every mail can be looked at. */
  readonly gallery: string | undefined;
}

/** What stands around Amends on this machine, one click away. */
export const OnThisMachine: FC<OnThisMachineProps> = ({ endpoints: { mail, tableBrowser }, gallery }) => (
  <section aria-labelledby="here">
    <h2 id="here">On this machine</h2>
    <ul>
      <li>
        <a href="/practice">Practise</a>: told stories with a customer who answers, and what you made of them
      </li>
      <li>
        <a href="/trouble">Break something</a>: the provider, the mail, the database, a function; and see how it heals
      </li>
      <li>
        <a href={mail}>The inbox</a>: every mail that left
      </li>
      <li>
        <a href="/channels">Channels</a>: write on Facebook, VKontakte and elsewhere as a customer, and answer there
      </li>
      <li>
        <a href="/phone">Phone</a>: be the agent who calls customers, where a contact center does
      </li>
      <li>
        <a href="/company">The company</a>: what its shop, carrier, partners and provider were asked for, and did
      </li>
      <li>
        <a href="/shop">The shop</a>: be one of its customers, and say what went wrong with an order
      </li>
      {gallery !== undefined && (
        <li>
          <a href={gallery}>All mails</a> that can leave, in each language
        </li>
      )}
      {tableBrowser !== undefined && (
        <li>
          <a href={tableBrowser}>The tables</a>: the ledger as it is stored
        </li>
      )}
    </ul>
  </section>
);
