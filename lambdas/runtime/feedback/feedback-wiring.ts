import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { FeedbackLinks } from '../../feedback/feedback-links';
import type { PageContext } from '../../flow/feedback/answer-page';
import type { Observer } from '../../flow/record/observer';
import { SecretsManagerKey } from '../../fulfilment/keys/secretsmanager-key';
import { notingOf, wireConversations } from '../replies/replies-wiring';
import { awsClientConfig } from '../wiring/clients';
import type { FeedbackSettings } from './feedback-settings';

/** The links to the page, signed with the secret of that name. */
export function wireFeedbackLinks(secretName: string): FeedbackLinks {
  return new FeedbackLinks(new SecretsManagerKey(new SecretsManagerClient(awsClientConfig), secretName));
}

/** The real ports of the function that takes answers from the page, and what opens those that are slow at first. */
export function wireFeedback(
  settings: FeedbackSettings,
  observer: Observer,
): PageContext & { readonly warm: () => Promise<unknown> } {
  const links = wireFeedbackLinks(settings.FEEDBACK_LINK_SECRET_NAME);
  const noting = notingOf(settings);
  return { ...wireConversations(settings, observer), links, noting, warm: () => links.warm() };
}
