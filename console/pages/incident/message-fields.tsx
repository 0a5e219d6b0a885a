import type { FC } from 'hono/jsx';
import { wordsLocales } from '../../../lambdas/words/locales';
import { filled, type Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

/** A field for each language that mails are written in, and one more for another. */
const another = 'another';
const slots = [...wordsLocales.map(({ tag }) => tag), another];

/** What somebody typed for all customers of an incident, as the operator API takes it. */
export function messagesIn(form: Form) {
  const messages = slots.flatMap((slot) => {
    const text = filled(form, `text.${slot}`);
    if (text === undefined) return [];
    const signature = { signedBy: filled(form, `signedBy.${slot}`), signedRole: filled(form, `signedRole.${slot}`) };
    return [{ locale: tagIn(form, slot), text, ...signature }];
  });
  if (messages.length === 0) return {};
  const read = filled(form, 'othersRead');
  return { messages, othersRead: read === undefined ? undefined : tagIn(form, read) };
}

function tagIn(form: Form, slot: string): string {
  return slot === another ? (filled(form, 'anotherTag') ?? '') : slot;
}

/** The names of all that is typed here, to be sent on as it is. */
export const messageFields: readonly string[] = [
  'othersRead',
  'anotherTag',
  ...slots.flatMap((slot) => [`text.${slot}`, `signedBy.${slot}`, `signedRole.${slot}`]),
];

export interface MessageFieldsProps {
  readonly visit: Visit;
  readonly form: Form;
}

/** What all of them read in place of our own words, in as many languages as somebody writes. */
export const MessageFields: FC<MessageFieldsProps> = ({ visit, form }) => (
  <>
    {slots.map((slot, index) => (
      <details open={index === 0 || filled(form, `text.${slot}`) !== undefined}>
        <summary>{nameOf(slot, visit)}</summary>
        {slot === another && (
          <label>
            Its tag
            <input name="anotherTag" maxlength={35} placeholder="such as it or zh-TW" value={form['anotherTag']} />
          </label>
        )}
        <label>
          What they read, between the greeting and the signature
          <textarea name={`text.${slot}`} rows={7} maxlength={4000} lang={slot === another ? undefined : slot}>
            {form[`text.${slot}`] ?? ''}
          </textarea>
        </label>
        <label>
          Who signs
          <input
            name={`signedBy.${slot}`}
            maxlength={80}
            placeholder="the executive, where there is one"
            value={form[`signedBy.${slot}`]}
          />
        </label>
        <label>
          Their title, in that language
          <input name={`signedRole.${slot}`} maxlength={80} value={form[`signedRole.${slot}`]} />
        </label>
      </details>
    ))}
    <label>
      Who reads none of these reads
      <select name="othersRead">
        <option value="">our own words, in their language</option>
        {slots.map((slot) => (
          <option value={slot} selected={form['othersRead'] === slot}>
            the message in {nameOf(slot, visit)}, below a note
          </option>
        ))}
      </select>
      <small>It is kept for ever, so it names nobody. Where nothing is written, all read our own words.</small>
    </label>
  </>
);

function nameOf(slot: string, { locale }: Visit): string {
  return slot === another ? 'another language' : (languageName(slot, locale) ?? slot);
}

/** A language as the reader of a page calls it. */
export function languageName(tag: string, locale: string): string | undefined {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(tag);
}
