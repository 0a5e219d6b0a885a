import { filled, type Form } from '../../../visit/form';

/** What is known of a message that somebody typed: its language and its signature. */
export function writingIn(form: Form) {
  return {
    locale: filled(form, 'locale'),
    signedBy: filled(form, 'signedBy'),
    signedRole: filled(form, 'signedRole'),
  };
}
