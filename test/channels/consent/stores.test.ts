import { contactKey, hasStopped, noteContact, type ContactStore } from '../../../lambdas/channels/consent/contact';
import { DynamoContacts } from '../../../lambdas/channels/consent/dynamo-contacts';
import { DynamoMessageSpend } from '../../../lambdas/channels/spend/dynamo-message-spend';
import { takeFromDay, type MessageSpend } from '../../../lambdas/channels/spend/message-spend';
import { startDynalite } from '../../../local/emulator/engine/dynalite-engine';
import { MemoryContacts } from '../../fakes/memory-contacts';
import { MemoryMessageSpend } from '../../fakes/memory-message-spend';
import { createLedgerTable, tableName } from '../../ledger/ledger-table';

const phone = '+442079460123';

/** What the flow relies on, whoever is quicker and in whichever order it is told. */
async function contactsKeepTheirPromises(contacts: ContactStore): Promise<void> {
  const note = (choice: 'stop' | 'start' | undefined, at: string) =>
    noteContact('sms', phone, { choice, at }, contacts);
  await expect(contacts.find(contactKey('sms', phone))).resolves.toBeUndefined();
  await note(undefined, '2026-11-30T10:00:00.000Z');
  await note('stop', '2026-11-30T10:05:00.000Z');
  await note('start', '2026-11-30T10:04:00.000Z');
  await note(undefined, '2026-11-30T10:06:00.000Z');
  const known = await contacts.find(contactKey('sms', '+44 20 7946 0123'));
  expect(known).toMatchObject({
    lastWroteAt: '2026-11-30T10:06:00.000Z',
    choice: { made: 'stop', at: '2026-11-30T10:05:00.000Z' },
  });
  expect(hasStopped(known)).toBe(true);
  await Promise.all([note('start', '2026-11-30T11:00:00.000Z'), note(undefined, '2026-11-30T11:01:00.000Z')]);
  const later = await contacts.find(contactKey('sms', phone));
  expect([hasStopped(later), later?.lastWroteAt]).toEqual([false, '2026-11-30T11:01:00.000Z']);
  // WhatsApp counts in seconds: of two choices in one nobody knows which came last.
  const second = '2026-11-30T12:00:00.000Z';
  for (const choice of ['start', 'stop', 'start'] as const) await note(choice, second);
  expect(hasStopped(await contacts.find(contactKey('sms', phone)))).toBe(true);
  await expect(contacts.find(contactKey('whatsapp', phone))).resolves.toBeUndefined();
  expect(JSON.stringify(later)).not.toMatch(/7946/);
}

async function spendKeepsItsPromises(spend: MessageSpend): Promise<void> {
  const wanted = { network: 'sms', usdMicros: 400_000, dayBudgetUsdMicros: 1_000_000 };
  const [day, next] = [new Date('2026-11-30T10:00:00Z'), new Date('2026-12-01T00:00:00Z')];
  const taken = await Promise.all([1, 2, 3, 4].map(() => takeFromDay(wanted, spend, day)));
  expect(taken.sort()).toEqual(['over', 'over', 'taken', 'taken']);
  await expect(spend.find('sms', '2026-11-30')).resolves.toMatchObject({ usdMicros: 800_000, messages: 2 });
  await expect(takeFromDay({ ...wanted, network: 'whatsapp' }, spend, day)).resolves.toBe('taken');
  await expect(takeFromDay(wanted, spend, next)).resolves.toBe('taken');
}

it('the table remembers who said STOP, and what a day has cost', async () => {
  const engine = await startDynalite();
  const client = await createLedgerTable(engine);
  try {
    await contactsKeepTheirPromises(new DynamoContacts(client, tableName));
    await spendKeepsItsPromises(new DynamoMessageSpend(client, tableName));
  } finally {
    client.destroy();
    await engine.stop();
  }
});

it('so do the stores in memory that other tests use', async () => {
  await contactsKeepTheirPromises(new MemoryContacts());
  await spendKeepsItsPromises(new MemoryMessageSpend());
});
