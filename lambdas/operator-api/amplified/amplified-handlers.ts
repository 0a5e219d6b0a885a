import { causeKey } from '../../channels/amplification/amplification';
import type { CausePost } from '../../channels/amplification/amplified-incidents';
import type { Conversations } from '../../conversation/conversations';
import { minuteMs } from '../../model/durations';
import { ok, type OperatorResponse } from '../answers/operator-response';
import { handlerOf } from '../handler';
import { amplifiedOperations } from './amplified-operations';
import type { AmplifiedView } from './amplified-schemas';

const unknown: OperatorResponse = { status: 404, body: { why: 'nothing is kept of such an incident' } };

const [mostListed, mostPosts] = [20, 200];

export const amplifiedHandlers = {
  listAmplified: handlerOf(amplifiedOperations.listAmplified, async (_, { ports }) =>
    ok({ incidents: (await ports.amplified?.newest(mostListed)) ?? [] }),
  ),

  showAmplified: handlerOf(amplifiedOperations.showAmplified, async ({ params: { incidentId } }, { ports }) => {
    const { amplified, conversations } = ports;
    const incident = await amplified?.find(incidentId);
    if (!amplified || !incident) return unknown;
    const { network, account, cause, openedAt, withinMinutes } = incident;
    const key = causeKey({ replyTo: { network, account } }, cause);
    const since = new Date(Date.parse(openedAt) - withinMinutes * minuteMs).toISOString();
    const { posts, isComplete } = await amplified.postsSince(key, since, mostPosts);
    const shown = await Promise.all(posts.map((post) => shownOf(post, conversations)));
    return ok({
      incident,
      posts: shown.flatMap((post) => post ?? []),
      writers: new Set(posts.map(({ customerId }) => customerId)).size,
      ...(posts.length > 0 && { lastAt: posts.at(-1)?.at }),
      isComplete,
    });
  }),
};

async function shownOf(
  { customerId, remedyId, lineId, at }: CausePost,
  conversations: Conversations,
): Promise<AmplifiedView['posts'][number] | undefined> {
  const of = { customerId, remedyId };
  const [conversation, spoken] = await Promise.all([conversations.read(of), conversations.readSaid(of, [lineId])]);
  if (!conversation) return undefined;
  const { lines, state, link } = conversation;
  const place = lines.findIndex(({ id }) => id === lineId);
  const isAnswered = lines
    .slice(place + 1)
    .some(({ answer }) => answer !== undefined && ['sent', 'delivered'].includes(answer.state));
  return {
    ...of,
    at,
    text: spoken.get(lineId)?.text ?? null,
    isPublic: lines[place]?.on?.isPublic === true,
    state,
    isAnswered,
    ...(link && { linkedCustomerId: link.customerId }),
  };
}
