import {
  answerConversation,
  closeConversation,
  handOverConversation,
  takeConversation,
} from '../flow/converse/operate-conversation';
import { linkConversation } from '../flow/thread/operate-link';
import { whoseOrder } from './answers/whose-order';
import { changedConversation, viewConversation, viewConversations } from './answers/conversation-view';
import { seenIn } from './answers/if-unchanged';
import { handlerOf } from './handler';
import { operations } from './operation';

/** What people do who answer customers. */
export const conversationHandlers = {
  listConversations: handlerOf(operations.listConversations, async ({ query }, { ports }) =>
    viewConversations(query, ports),
  ),

  showConversation: handlerOf(operations.showConversation, async ({ params }, { ports }) =>
    viewConversation(params, ports),
  ),

  takeConversation: handlerOf(operations.takeConversation, async ({ params, body }, { ports, actor }) =>
    changedConversation(await takeConversation({ ...params, ...seenIn(body), actor }, body, ports), ports),
  ),

  answerConversation: handlerOf(operations.answerConversation, async ({ params, body }, { ports, actor }) => {
    const { message: text, signedBy, asks, to } = body;
    const who = { ...params, ...seenIn(body), actor };
    return changedConversation(await answerConversation(who, { text, signedBy, asks, to }, ports), ports);
  }),

  handOverConversation: handlerOf(operations.handOverConversation, async ({ params, body }, { ports, actor }) =>
    changedConversation(await handOverConversation({ ...params, ...seenIn(body), actor }, body, ports), ports),
  ),

  linkConversation: handlerOf(operations.linkConversation, async ({ params, body }, { ports, actor }) => {
    const asked = { ...body, whoseIt: (quoted: string) => whoseOrder(quoted, ports) };
    return changedConversation(await linkConversation({ ...params, ...seenIn(body), actor }, asked, ports), ports);
  }),

  closeConversation: handlerOf(operations.closeConversation, async ({ params, body }, { ports, actor }) =>
    changedConversation(await closeConversation({ ...params, ...seenIn(body), actor }, body, ports), ports),
  ),
};
