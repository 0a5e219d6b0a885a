import { written } from '../model/money';
import type { CallRecord } from './call-record';
import type { NewTask } from './contact-center';
import type { FailureFacts } from './request-facts';

/** What a task shows at most: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartTaskContact.html */
const mostOfName = 512;
const mostOfDescription = 4_096;

/**
 * What agents read before they call. Nothing of it says who the customer is: a contact center keeps its contacts for
 * two years, and whoever wants to be forgotten is forgotten here. The number is dialled for the agent.
 */
export function taskTextOf(
  record: CallRecord,
  facts: FailureFacts,
  link: NewTask['link'],
): Pick<NewTask, 'name' | 'description'> {
  const { orderId, budgetMinor, currency } = record;
  const isCall = record.channel === 'phone';
  const name = `${isCall ? 'Call' : `Answer on ${record.channel}`}: ${record.failureType}, ${orderId}`;
  const lines = [
    `What went wrong: ${record.failureType}${facts.occurredAt === undefined ? '' : `, on ${facts.occurredAt}`}.`,
    facts.evidence && `Who says so: ${facts.evidence === 'reported' ? 'the customer' : 'our own systems'}.`,
    `Order: ${orderId}${facts.paid ? `, for which ${written(facts.paid)} was paid` : ''}.`,
    facts.locale && `The customer's language: ${facts.locale}.`,
    facts.timeZone && `Their time zone: ${facts.timeZone}.`,
    budgetMinor !== undefined &&
      currency !== undefined &&
      `You may give ${written({ amountMinor: budgetMinor, currency })} without asking anybody.`,
    `Due by: ${record.deadlineAt}.`,
    `Remedy: ${record.remedyId}.`,
    isCall
      ? 'Accept this task, and the customer is dialled at once. You hear them when they answer.'
      : 'Accept this task, answer on the channel, and end the task when you have.',
    link && 'What they were given, and what was written so far, is behind the link.',
  ];
  return {
    name: name.slice(0, mostOfName),
    description: lines.filter(Boolean).join('\n').slice(0, mostOfDescription),
  };
}

/** The page of the console that shows everything about it. */
export function linkTo(
  { customerId, remedyId }: Pick<CallRecord, 'customerId' | 'remedyId'>,
  consoleUrl: string | undefined,
): NewTask['link'] {
  if (consoleUrl === undefined) return undefined;
  const path = `remedies/${encodeURIComponent(customerId)}/${encodeURIComponent(remedyId)}`;
  return { name: 'The whole story', url: `${consoleUrl}${consoleUrl.endsWith('/') ? '' : '/'}${path}` };
}
