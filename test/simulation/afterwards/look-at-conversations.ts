import {
  answerConversation,
  closeConversation,
  handOverConversation,
  takeConversation,
} from '../../../lambdas/flow/converse/operate-conversation';
import type { PersonsCall } from '../conversations/conversation-functions';
import { numberAt, plainItem, textAt } from '../stored';
import type { World } from '../world';
import type { Letterbox } from './letterbox';

const hourMs = 3_600_000;

/** Somebody of the company looks at the conversations, and does something with one of them. */
export function lookAtConversations(world: World, letterbox: Letterbox): void {
  const { random } = letterbox;
  const found = world.dynamo.table
    .all()
    .map(plainItem)
    .filter((item) => textAt(item, 'sk').startsWith('CONVERSATION#') && textAt(item, 'state') !== 'closed');
  if (found.length === 0) return;
  const seen = random.pick(found);
  const who = {
    customerId: textAt(seen, 'customerId'),
    remedyId: textAt(seen, 'remedyId'),
    actor: random.pick(['ann', 'bob']),
    expectedVersion: numberAt(seen, 'version'),
  };
  const calls: Readonly<Record<string, PersonsCall>> = {
    take: (ports) => takeConversation(who, { takesOver: false }, ports),
    answer: (ports) =>
      answerConversation(who, { text: 'We look.', signedBy: 'A Person', asks: random.chance(0.3) }, ports),
    'hand over': (ports) => handOverConversation(who, { to: 'marketing', why: 'it is theirs' }, ports),
    close: (ports) => closeConversation(who, { why: 'it is done' }, ports),
  };
  const act = random.pick(['take', 'answer', 'close', 'close', 'hand over']);
  world.trace.count(`conversations: ${act}`);
  const call = calls[act];
  if (call) world.platform.run(letterbox.deployed.people, call, () => undefined);
  // Whoever has looked at it often comes back to it.
  if (random.chance(0.6))
    world.scheduler.after(random.int(1, 30) * hourMs, () => lookAtConversations(world, letterbox));
}
