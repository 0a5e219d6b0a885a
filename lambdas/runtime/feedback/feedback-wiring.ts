import type { PageContext } from '../../flow/feedback/answer-page';
import type { Observer } from '../../flow/record/observer';
import { wireFeedbackLinks } from '../wiring/apology-wiring';
import { notingOf, wireConversations } from '../replies/replies-wiring';
import type { FeedbackSettings } from './feedback-settings';

/** The real ports of the function that takes answers from the page, and what opens those that are slow at first. */
export function wireFeedback(
  settings: FeedbackSettings,
  observer: Observer,
): PageContext & { readonly warm: () => Promise<unknown> } {
  const links = wireFeedbackLinks(settings.FEEDBACK_LINK_SECRET_NAME);
  const noting = notingOf(settings);
  return { ...wireConversations(settings, observer), links, noting, warm: () => links.warm() };
}
