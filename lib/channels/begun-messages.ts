import type { ApologyEnvironment } from '../../lambdas/runtime/environment/environment';
import type { Channel } from './channel';
import type { Beginning } from './message-options';

/** The channels on which messages are begun where a mail did not arrive. */
interface WithCarriers {
  readonly carriers?: readonly Beginning[] | undefined;
}

/** Of each channel on which messages are begun. */
export function beginningsOf(channels: readonly Channel[]): readonly Beginning[] {
  return channels.flatMap(({ config: { carrier, beginning = carrier } }) => (beginning?.begins ? [beginning] : []));
}

/** Which function writes. Mails do not wait for the clients of services that nobody uses. */
export function entryFor({ sentMails, ...props }: WithCarriers & { readonly sentMails?: object | undefined }): string {
  const beginsMessages = begunBy(props).length > 0;
  if (sentMails) return beginsMessages ? 'functions/sent/apologise-and-message.ts' : 'functions/sent/apologise.ts';
  return beginsMessages ? 'functions/messages/apologise.ts' : 'functions/apologise.ts';
}

export function begunBy({ carriers = [] }: WithCarriers): readonly NonNullable<Beginning['begins']>[] {
  return carriers.flatMap(({ begins }) => begins ?? []);
}

/** How the function that writes is told of them. */
export function messageChannelsText(carriers: readonly Beginning[]): Pick<ApologyEnvironment, 'MESSAGE_CHANNELS'> {
  const begun = begunBy({ carriers });
  return begun.length === 0 ? {} : { MESSAGE_CHANNELS: JSON.stringify(begun) };
}

/** What is said of a day's budget that is used up. */
export const overBudget = {
  customers:
    'Customers whom no mail reaches are not told by message any more today: the budget of a channel is used up.',
  firstStep:
    'Run "amends notices list": it says who waits. Find out why so many mails come back, and raise the budget only then.',
  runbook: 'mail',
  owner: 'both',
} as const;
