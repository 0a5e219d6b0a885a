import { hear } from '../../lambdas/conversation/conversation-transitions';
import type { ConversationOwner } from '../../lambdas/conversation/owners/owner-rules';
import { viewConversations } from '../../lambdas/operator-api/answers/conversation-view';
import { responseSchemas } from '../../lambdas/operator-api/response-schemas';
import { plainOwners } from '../conversation/owners/plain-owners';
import { MemoryConversations } from '../fakes/memory-conversations';

const conversations = new MemoryConversations();
const first = Date.parse('2026-11-01T00:00:00.000Z');
let begun = 0;

/** Later ones wait for less long. */
async function begin(owner: ConversationOwner, count: number): Promise<void> {
  for (const end = begun + count; begun < end; begun++) {
    const at = new Date(first + begun * 1000).toISOString();
    const about = { customerId: 'cus_1', remedyId: `rem_${begun}`, type: 'ItemDamaged', owner };
    const hearing = hear(undefined, about, { id: 'line', by: 'customer', at, hash: 'x' }, { at, token: 'one' });
    if (hearing.is === 'heard') await conversations.save(hearing.conversation);
  }
}

beforeAll(async () => {
  await begin('contact-center', 150);
  await begin('marketing', 3);
  await begin('contact-center', 100);
  await begin('both', 1);
});

async function listOf(owner: ConversationOwner | undefined, limit: number) {
  const { body } = await viewConversations({ limit, owner }, { conversations, owners: plainOwners });
  const { conversations: shown, isComplete } = responseSchemas.listConversations.parse(body);
  return { ids: shown.map(({ remedyId }) => remedyId), isComplete };
}

it('an owner sees their own, also where others have waited for longer', async () => {
  const all = ['rem_150', 'rem_151', 'rem_152', 'rem_253'];
  expect(await listOf('marketing', 100)).toEqual({ ids: all, isComplete: true });
  expect(await listOf('marketing', 4)).toEqual({ ids: all, isComplete: true });
  expect(await listOf('marketing', 2)).toEqual({ ids: all.slice(0, 2), isComplete: false });
  expect(await listOf('marketing', 3)).toEqual({ ids: all.slice(0, 3), isComplete: false });
});

it('the list of all says whether it is all', async () => {
  expect((await listOf(undefined, 253)).isComplete).toBe(false);
  expect(await listOf(undefined, 254)).toMatchObject({ isComplete: true, ids: { length: 254 } });
});

it('a list is not called whole where so many wait that not all were looked at', async () => {
  await begin('contact-center', 300);
  await begin('marketing', 1);
  expect(await listOf('marketing', 100)).toEqual({
    ids: ['rem_150', 'rem_151', 'rem_152', 'rem_253'],
    isComplete: false,
  });
});
